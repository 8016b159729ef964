import assert from 'node:assert/strict'
import { stripVTControlCharacters } from 'node:util'

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/

/** No terminal is fooled by it. */
export function expectPrintable(text: string, what: string): void {
  const plain = stripVTControlCharacters(text)
  const found = CONTROL.exec(plain)
  if (found === null) return
  const around = plain.slice(Math.max(0, found.index - 60), found.index + 60)
  assert.fail(`${what} holds a control character: ${JSON.stringify(around)}`)
}
