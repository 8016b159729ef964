import { isUtf8 } from 'node:buffer'
import { createScanner } from 'jsonc-parser'
import { parseRange } from '../chat/address.ts'
import { formatList, parseList } from './parse-list.ts'

/** A list that can be read again. */
export interface RepairedList {
  /** The file as it should be written. */
  readonly text: string
  /** The addresses that it holds. */
  readonly kept: readonly string[]
  /** What stood in the file as well and is no address; it is in no list any more. */
  readonly dropped: readonly string[]
}

const TOKEN = { string: 10, lineComment: 12, blockComment: 13, end: 17 } as const
/** What may be part of an address or a range without quotes around it. */
const BARE = /[0-9A-Fa-f:.]+(?:\/\d+)?/g
/** More is no help to whoever reads it. */
const MOST_DROPPED = 100

/**
 * Makes a good ban or mute list out of a broken one: every address and range in it, quoted or not, commented out ones
 * apart. Other encodings are understood where they are clear.
 *
 * @returns null where the file is a good list already
 */
export function repairList(content: Buffer, file: string): RepairedList | null {
  if (parseList(content, file).ok) return null
  const kept = new Set<string>()
  const dropped = new Set<string>()
  const take = (word: string) => (parseRange(word.trim()) ? kept.add(word.trim()) : dropped.add(word))
  for (const { quoted, text } of piecesOf(decoded(content))) {
    if (quoted) take(text)
    else for (const [word] of text.replace(/#.*/g, '').matchAll(BARE)) if (parseRange(word)) kept.add(word)
  }
  return { text: formatList([...kept]), kept: [...kept], dropped: [...dropped].slice(0, MOST_DROPPED) }
}

/** Texts in quotes, and what stands between them without JavaScript's comments. */
function* piecesOf(text: string): Generator<{ quoted: boolean; text: string }> {
  const scanner = createScanner(text)
  let between = ''
  for (let token: number = scanner.scan(); token !== TOKEN.end; token = scanner.scan()) {
    const from = scanner.getTokenOffset()
    const raw = text.slice(from, from + scanner.getTokenLength())
    if (token === TOKEN.lineComment || token === TOKEN.blockComment) between += ' '
    else if (token !== TOKEN.string) between += raw
    else {
      yield { quoted: false, text: between }
      between = ''
      yield { quoted: true, text: scanner.getTokenValue().replace(/^"|"$/g, '') }
    }
  }
  yield { quoted: false, text: between }
}

function decoded(content: Buffer): string {
  const mark = content.length > 1 ? content.readUInt16BE(0) : 0
  const encoding =
    mark === 0xfffe ? 'utf-16le' : mark === 0xfeff ? 'utf-16be' : isUtf8(content) ? 'utf-8' : 'gb18030'
  return new TextDecoder(encoding).decode(content)
}
