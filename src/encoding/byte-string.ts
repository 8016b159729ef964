declare const brand: unique symbol

/**
 * UTF-8 as a string: one character, from U+0000 to U+00FF, for each byte.
 *
 * What is written tens of thousands of times a second (packets, log lines) is put together from such strings. The engine keeps
 * them in one byte a character, so that joining them and copying them to a buffer is moving memory; a single Chinese
 * character would make the whole of an ordinary string twice as wide, to be encoded character by character.
 */
export type ByteString = string & { readonly [brand]: true }

const BEYOND_ASCII = /[^\0-\x7f]/

/** @param text well-formed; a lone surrogate would become U+FFFD */
export function byteString(text: string): ByteString {
  return (BEYOND_ASCII.test(text) ? Buffer.from(text).toString('latin1') : text) as ByteString
}

/** The text that was encoded. */
export function textOf(bytes: ByteString): string {
  return BEYOND_ASCII.test(bytes) ? Buffer.from(bytes, 'latin1').toString() : bytes
}

/**
 * Puts byte strings and plain ASCII together, as a template does: ``bytes`{"from":${name}}` ``. Where every nanosecond counts,
 * `+` and {@link asBytes} do the same.
 */
export function bytes(parts: TemplateStringsArray, ...values: ByteString[]): ByteString {
  let whole = parts[0] as string
  for (let at = 0; at < values.length; at++) whole = whole + values[at] + parts[at + 1]
  return whole as ByteString
}

/** Says of a string that it was put together from byte strings and plain ASCII. */
export const asBytes = (joined: string) => joined as ByteString
