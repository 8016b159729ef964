import { type AddressRange, formatRange, parseRange } from '../../chat/address.ts'

/** Whom an operator means: an address, a range of them (CIDR), or whoever bears a name. */
export type Target =
  | { readonly kind: 'address' | 'range'; readonly address: string; readonly range: AddressRange }
  | { readonly kind: 'name'; readonly name: string }

/** An address or a range. */
export type Place = Extract<Target, { readonly range: AddressRange }>

/**
 * Reads a target as it was typed. What looks like an address is one, whatever people call themselves.
 *
 * @example parseTarget('10.0.0.7/24') // { kind: 'range', address: '10.0.0.0/24', … }
 */
export function parseTarget(typed: string): Target {
  const text = typed.trim()
  const range = parseRange(text)
  if (range === undefined) return { kind: 'name', name: text }
  const single = range.prefix === (range.family === 4 ? 32 : 128)
  return { kind: single ? 'address' : 'range', address: formatRange(range), range }
}
