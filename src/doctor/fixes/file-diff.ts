import { isUtf8 } from 'node:buffer'
import { masked } from '../../config/frame.ts'
import { LineIndex } from '../../config/line-index.ts'
import { type Range, secretsOfAnyFile } from '../../config/secrets.ts'
import type { Message } from '../../messages/index.ts'
import { type DiffLine, diffLines } from './line-diff.ts'

const CONTEXT = 3
/** What is longer is told, not shown. */
const MOST_BYTES = 1024 * 1024

/** What a change does to a file, as it may be shown: secrets masked, nothing in it that a terminal would obey. */
export interface FileDiff {
  /** Unified: lines begin with ` `, `-`, `+` or `@@`. */
  readonly lines: readonly string[]
  /** What the lines do not show. */
  readonly notes: readonly Message[]
}

/** Compares two states of a file; null is no file. */
export function fileDiff(before: Buffer | null, after: Buffer): FileDiff {
  if ((before?.length ?? 0) + after.length > MOST_BYTES) {
    const values = { before: before?.length ?? 0, after: after.length }
    return { lines: [], notes: [{ key: 'fixes.tooLongToShow', values }] }
  }
  const old = read(before ?? Buffer.alloc(0))
  const now = read(after)
  const notes: Message[] = []
  if (before !== null && old.encoding !== now.encoding) {
    notes.push({ key: 'fixes.encodingChanges', values: { from: old.encoding, to: now.encoding } })
  }
  const states = [old.text, now.text]
  const [from, to] = [new Shown(before === null ? null : old.text, states), new Shown(now.text, states)]
  return { lines: unified(diffLines(from.lines, to.lines), from, to), notes }
}

/** A text with its lines, and how they may be shown. */
class Shown {
  readonly lines: readonly string[]
  readonly #index: LineIndex
  readonly #secrets: readonly Range[]

  constructor(text: string | null, states: readonly string[]) {
    this.#index = new LineIndex(text ?? '')
    this.#secrets = secretsOfAnyFile(this.#index.text, states)
    const count = text === null ? 0 : this.#index.count
    const all = Array.from({ length: count }, (_, at) => this.#range(at + 1))
    // A text that ends with a line break has no line after it.
    if (all.at(-1)?.start === all.at(-1)?.end) all.pop()
    this.lines = all.map(({ start, end }) => this.#index.text.slice(start, end))
  }

  /** @param line  1-based */
  shown(line: number): string {
    const { start, end } = this.#range(line)
    return masked(this.#index.text, this.#secrets, start, end)
  }

  #range(line: number) {
    return this.#index.range(line)
  }
}

function unified(all: readonly DiffLine[], from: Shown, to: Shown): string[] {
  const near = new Set<number>()
  for (const [index, { kind }] of all.entries()) {
    if (kind === 'same') continue
    for (let at = index - CONTEXT; at <= index + CONTEXT; at++) near.add(at)
  }
  const lines: string[] = []
  let last = -2
  for (const [index, { kind, from: old, to: now }] of all.entries()) {
    if (!near.has(index)) continue
    if (index !== last + 1) lines.push(`@@ -${Math.max(old, 1)} +${Math.max(now, 1)} @@`)
    last = index
    if (kind === 'same') lines.push(` ${to.shown(now)}`)
    else lines.push(kind === 'gone' ? `-${from.shown(old)}` : `+${to.shown(now)}`)
  }
  return lines
}

function read(content: Buffer): { readonly text: string; readonly encoding: string } {
  const mark = content.length > 1 ? content.readUInt16BE(0) : 0
  if (mark === 0xfffe || mark === 0xfeff) {
    const encoding = mark === 0xfffe ? 'utf-16le' : 'utf-16be'
    return { text: new TextDecoder(encoding).decode(content), encoding: encoding.toUpperCase() }
  }
  if (!isUtf8(content)) return { text: new TextDecoder('gb18030').decode(content), encoding: 'GB18030' }
  const text = content.toString('utf8')
  return text.startsWith('\ufeff')
    ? { text: text.slice(1), encoding: 'UTF-8 with a byte order mark' }
    : { text, encoding: 'UTF-8' }
}
