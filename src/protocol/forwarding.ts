import { hasDigitRun } from './digit-run.ts'
import { endOfString, membersOf } from './json-text.ts'
import { LIMITS } from './limits.ts'

/** A field's new value; undefined takes the field out. */
export type Changes = Readonly<Record<string, string | undefined>>

const SURROGATE_ESCAPE = /\\u[dD][89a-fA-F]/
/** Every escape of a JSON string, pairs of surrogates as one, so that those which stand alone can be told. */
const ESCAPES = /\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\./g
const ALONE = /^\\u[dD][89a-fA-F]..$/

/**
 * The text under which a packet is handed on whole (protocol clause 4): as it came where nothing has to change, so that
 * big integers, `1.0` and the order of keys survive. Lone surrogates become U+FFFD, since not every reader can decode
 * them.
 *
 * @param text     JSON text of an object, nested no deeper than the limit
 * @returns undefined where a number is longer than the original clients can read
 */
export function forwardedText(text: string, changes: Changes = {}): string | undefined {
  const tooLong = LIMITS.numberDigits + 1
  if (hasDigitRun(text, tooLong) && hasDigitRun(withoutStrings(text), tooLong)) return undefined
  const changed = Object.keys(changes).length === 0 ? text : change(text, changes)
  if (!SURROGATE_ESCAPE.test(changed)) return changed
  return changed.replace(ESCAPES, (found) => (ALONE.test(found) ? '\\ufffd' : found))
}

/** Replaces fields where they stand, and adds at the end those that are missing. */
function change(text: string, changes: Changes): string {
  const kept: string[] = []
  const missing = new Set(Object.keys(changes))
  for (const { key, start, valueStart, end } of membersOf(text)) {
    if (!Object.hasOwn(changes, key)) kept.push(text.slice(start, end))
    else if (changes[key] !== undefined)
      kept.push(text.slice(start, valueStart) + JSON.stringify(changes[key]))
    missing.delete(key)
  }
  for (const key of missing) {
    if (changes[key] !== undefined) kept.push(`${JSON.stringify(key)}:${JSON.stringify(changes[key])}`)
  }
  return `{${kept.join(',')}}`
}

function withoutStrings(text: string): string {
  let rest = ''
  let from = 0
  for (let quote = text.indexOf('"'); quote >= 0; quote = text.indexOf('"', from)) {
    rest += `${text.slice(from, quote)}"`
    from = endOfString(text, quote) + 1
  }
  return rest + text.slice(from)
}
