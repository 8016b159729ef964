import type { Rules } from './expectation.ts'

/** What the words of the test daemon are: some lie over each other or begin like another, one is more than one unit long. */
export const WORDS = ['fuck', 'shit', '垃圾', 'tfu', '😀x', 'hel', 'hello']
const LONGEST = 1000

/** What the sender's server may change, or what it adds. */
const CHANGED = new Set(['from', 'msg', 'filename', 'msg_id', 'protocol_version'])

/** The packet that the others must get, as far as the protocol says what is in it; written anew from clauses 4 and 5.3. */
export function meantFor(body: Buffer, rules: Rules): string {
  const packet = JSON.parse(body.toString()) as Record<string, unknown>
  return rules === 'v9' && packet.type === 'text' ? `text ${moderated(String(packet.msg))}` : essence(packet)
}

/** The same of a packet that was received. */
export function essenceOf(packet: Record<string, unknown>, rules: Rules): string {
  return rules === 'v9' && packet.type === 'text' ? `text ${packet.msg}` : essence(packet)
}

function essence(packet: Record<string, unknown>): string {
  const kept = Object.entries(packet).filter(([key]) => !CHANGED.has(key))
  return JSON.stringify(kept.sort(([one], [other]) => (one < other ? -1 : 1))).replaceAll(
    /\\ud[89a-f][0-9a-f]{2}/g,
    '\ufffd',
  )
}

function moderated(msg: string): string {
  const characters = [...msg.toWellFormed()]
  const text =
    characters.length > LONGEST ? `${characters.slice(0, LONGEST).join('')}...` : characters.join('')
  const hidden = new Set<number>()
  for (const word of WORDS) {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
      for (let unit = at; unit < at + word.length; unit++) hidden.add(unit)
  }
  let shown = ''
  let at = 0
  for (const character of text) {
    shown += hidden.has(at) ? '*' : character
    at += character.length
  }
  return shown
}
