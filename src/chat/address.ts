import { isIP, isIPv4 } from 'node:net'
import ipaddr from 'ipaddr.js'

/** The addresses that a rule covers; a single address is a range with all bits fixed. */
export interface AddressRange {
  readonly family: 4 | 6
  /** Fixed bits: 0 to 32, or to 128. */
  readonly prefix: number
  /** The first address as bytes: 4 or 16, host bits cleared. */
  readonly bytes: readonly number[]
}

/**
 * Reads one address: no leading zeros, no host names. An IPv4-mapped one (`::ffff:10.0.0.7`, `::ffff:a00:7`) is the IPv4
 * address, since it is the same client; a zone (`fe80::1%eth0`) is dropped.
 */
export function parseAddress(text: string): AddressRange | undefined {
  const bare = text.includes('%') ? text.slice(0, text.indexOf('%')) : text
  // ipaddr.js alone takes 010.1.1.1 and 10.1 as well.
  if (isIP(bare) === 0) return undefined
  const bytes = ipaddr.process(bare).toByteArray()
  return bytes.length === 4 ? { family: 4, prefix: 32, bytes } : { family: 6, prefix: 128, bytes }
}

/** `64:ff9b::/96`: IPv4 clients that a translator in front of us (NAT64, SIIT) shows as IPv6 ones (RFC 6052). */
const TRANSLATED = [0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0]

/**
 * The IPv4 address inside of a translated one. It is no spelling of that address, since the prefix itself can be banned; but
 * a rule for the IPv4 address is meant for this client as well.
 */
export function translatedAddress({ family, bytes }: AddressRange): AddressRange | undefined {
  if (family === 4 || !TRANSLATED.every((byte, index) => bytes[index] === byte)) return undefined
  return { family: 4, prefix: 32, bytes: bytes.slice(TRANSLATED.length) }
}

/** Reads an address or a CIDR range; host bits may be set (`10.0.0.7/8` is `10.0.0.0/8`). */
export function parseRange(text: string): AddressRange | undefined {
  const slash = text.indexOf('/')
  if (slash < 0) return parseAddress(text)
  const length = text.slice(slash + 1)
  const base = parseAddress(text.slice(0, slash))
  if (base === undefined || !/^(?:0|[1-9]\d{0,2})$/.test(length)) return undefined
  // A mapped range counts its bits from the IPv6 side: ::ffff:10.0.0.0/104 is 10.0.0.0/8.
  const mapped = base.family === 4 && text.slice(0, slash).includes(':')
  const prefix = Number(length) - (mapped ? 96 : 0)
  if (prefix < 0 || prefix > base.prefix) return undefined
  return {
    family: base.family,
    prefix,
    bytes: base.bytes.map((byte, index) => maskByte(byte, index, prefix)),
  }
}

/** The network of a public IPv6 address, in which its user may take any other address at will; undefined for all else. */
export function homeNetwork(text: string): string | undefined {
  const address = parseAddress(text)
  const isPublic = address?.family === 6 && (address.bytes[0] ?? 0) >> 5 === 1
  return isPublic ? canonicalRange(`${formatRange(address)}/64`) : undefined
}

/** The one way to write a range: `10.0.0.7`, `10.0.0.0/8`, `2001:db8::/32`. */
export function formatRange({ family, prefix, bytes }: AddressRange): string {
  const address = ipaddr.fromByteArray([...bytes])
  const text = address.kind() === 'ipv6' ? (address as ipaddr.IPv6).toRFC5952String() : address.toString()
  return prefix === (family === 4 ? 32 : 128) ? text : `${text}/${prefix}`
}

/** An address as logs, lists and limits know it; anything that is no address comes back unchanged. */
export function canonicalAddress(text: string): string {
  // There is but one way to write it that passes for one, and nearly every connection comes from one.
  if (isIPv4(text)) return text
  const address = parseAddress(text)
  return address === undefined ? text : formatRange(address)
}

/** The one spelling of an address or a range; undefined for anything else. */
export function canonicalRange(text: string): string | undefined {
  const range = parseRange(text.trim())
  return range && formatRange(range)
}

/** Keeps the bits of a byte that lie within the prefix. */
export function maskByte(byte: number, index: number, prefix: number): number {
  const bits = Math.min(8, Math.max(0, prefix - index * 8))
  return byte & (0xff00 >> bits) & 0xff
}
