import { type AddressRange, maskByte, parseRange } from '../../chat/address.ts'

/** Logs hold few addresses many times; so many answers are kept. */
const REMEMBERED = 10_000

const parsed = new Map<string, AddressRange | null>()

/**
 * Whether an address, or all of a range, lies in one of these ranges. It is compared as an address: 192.168.1.1 is not
 * in 192.168.1.10.
 */
export function liesIn(text: string, ranges: readonly AddressRange[]): boolean {
  const range = remembered(text)
  return range !== null && ranges.some((outer) => contains(outer, range))
}

function remembered(text: string): AddressRange | null {
  const known = parsed.get(text)
  if (known !== undefined) return known
  // A log writes IPv4 addresses with dots only, so that a look for their letters finds all of them.
  const range = parseRange(text)
  const found = range === undefined || (range.family === 4 && text.includes(':')) ? null : range
  if (parsed.size >= REMEMBERED) parsed.clear()
  parsed.set(text, found)
  return found
}

function contains(outer: AddressRange, inner: AddressRange): boolean {
  return (
    outer.family === inner.family &&
    outer.prefix <= inner.prefix &&
    outer.bytes.every((byte, index) => byte === maskByte(inner.bytes[index] ?? 0, index, outer.prefix))
  )
}
