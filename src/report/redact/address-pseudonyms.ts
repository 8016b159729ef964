import { createHmac } from 'node:crypto'
import { type AddressRange, formatRange, maskByte, parseRange } from '../../chat/address.ts'

/** Ranges that say nothing of anybody; they stay as they are. */
const KEPT = ['127.0.0.0/8', '::1', '0.0.0.0', '::', '255.255.255.255', '224.0.0.0/4', 'ff00::/8'].map(range)

/** Ranges inside which pseudonyms stay, because it matters that an address is private or link-local. */
const HOMES = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '169.254.0.0/16',
  '100.64.0.0/10',
  'fc00::/7',
  'fe80::/10',
].map(range)

/**
 * Where pseudonyms of all others go: blocks that nobody has, so that none is taken for a real address. They are smaller than
 * what they stand for, so the first `head` bits of an address get a number in the order of their appearance.
 */
const NOBODY = {
  4: { ...range('240.0.0.0/4'), head: 8 },
  6: { ...range('3fff::/20'), head: 32 },
}

/**
 * Pseudonyms of addresses that keep their relations: two addresses share as many leading bits as their pseudonyms do, so
 * an address lies in a range exactly when its pseudonym lies in the pseudonym of the range, and checks judge alike.
 *
 * @param key  a secret of this run; without it nobody finds the way back
 */
export class AddressPseudonyms {
  readonly #key: Buffer
  readonly #known = new Map<string, string>()
  readonly #heads = { 4: new Map<string, number>(), 6: new Map<string, number>() }

  constructor(key: Buffer) {
    this.#key = key
  }

  /** @returns the pseudonym of an address or a range, or the text itself where it is neither or is kept */
  of(text: string): string {
    const known = this.#known.get(text)
    if (known !== undefined) return known
    const parsed = parseRange(text)
    const pseudonym =
      parsed === undefined || parsed.prefix === 0 || KEPT.some((kept) => covers(kept, parsed))
        ? text
        : formatRange(this.#map(parsed))
    this.#known.set(text, pseudonym)
    return pseudonym
  }

  /** The real addresses with their pseudonyms, of those that have one. */
  get pairs(): [real: string, pseudonym: string][] {
    return [...this.#known].filter(([real, pseudonym]) => real !== pseudonym)
  }

  #map(given: AddressRange): AddressRange {
    const inside = HOMES.find((one) => covers(one, given))
    const home = inside ? { ...inside, head: inside.prefix } : NOBODY[given.family]
    const number = inside ? 0 : this.#numberOf(given, home.head) << (32 - home.head)
    const bytes = given.bytes.map((byte, index) => {
      let mapped = 0
      for (let bit = 0; bit < 8; bit++) {
        const at = index * 8 + bit
        const fixed = at < home.prefix ? (home.bytes[index] ?? 0) >> (7 - bit) : number >> (31 - at)
        const own = at < given.prefix && at >= home.head ? (byte >> (7 - bit)) ^ this.#flip(given, at) : 0
        mapped = (mapped << 1) | ((at < home.head ? fixed : own) & 1)
      }
      return mapped
    })
    return { ...given, bytes: bytes.map((byte, index) => maskByte(byte, index, given.prefix)) }
  }

  #numberOf({ family, bytes }: AddressRange, head: number): number {
    const numbers = this.#heads[family]
    const key = bytes.map((byte, index) => maskByte(byte, index, head)).join('.')
    const number = numbers.get(key) ?? numbers.size
    numbers.set(key, number)
    return number
  }

  /** Whether the bit at a place turns over: it depends on the bits before it alone, which is what keeps the relations. */
  #flip({ family, bytes }: AddressRange, at: number): number {
    const before = bytes.map((byte, index) => maskByte(byte, index, at))
    return (
      (createHmac('sha256', this.#key)
        .update(`${family}/${at}/${before.join('.')}`)
        .digest()[0] ?? 0) & 1
    )
  }
}

function covers(outer: AddressRange, inner: AddressRange): boolean {
  if (outer.family !== inner.family || inner.prefix < outer.prefix) return false
  return outer.bytes.every((byte, index) => byte === maskByte(inner.bytes[index] ?? 0, index, outer.prefix))
}

function range(text: string): AddressRange {
  const parsed = parseRange(text)
  if (parsed === undefined) throw new RangeError(text)
  return parsed
}
