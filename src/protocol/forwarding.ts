import { LIMITS } from './limits.ts'

/** What a JSON.parse reviver sees of a primitive; absent from the type library so far. */
interface Source {
  readonly source?: string
}

const withSources = JSON as unknown as {
  parse(
    text: string,
    reviver: (key: string, value: unknown, context: Source) => unknown,
  ): Record<string, unknown>
  rawJSON(source: string): unknown
}

const SURROGATE_ESCAPE = /\\u[dD][89a-fA-F]/
const LONG_NUMBER = new RegExp(`[0-9]{${LIMITS.numberDigits + 1}}`)

/**
 * The text under which a packet is handed on whole (protocol clause 4): as it came where nothing has to change, so that
 * big integers, `1.0` and the order of keys survive. Lone surrogates become U+FFFD, since not every reader can decode
 * them.
 *
 * @param text     JSON text of an object, nested no deeper than the limit
 * @param changes  fields that get another value, or none at all (undefined)
 * @returns undefined where a number is longer than the original clients can read
 */
export function forwardedText(
  text: string,
  changes?: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const suspicious = LONG_NUMBER.test(text)
  if (changes === undefined && !suspicious && !SURROGATE_ESCAPE.test(text)) return text
  let unreadable = false
  const value = withSources.parse(text, (_key, item, { source }) => {
    if (typeof item === 'string') return item.toWellFormed()
    if (typeof item !== 'number' || source === undefined) return item
    if (suspicious && LONG_NUMBER.test(source)) unreadable = true
    return withSources.rawJSON(source)
  })
  if (unreadable) return undefined
  return JSON.stringify(changes ? { ...value, ...changes } : value)
}
