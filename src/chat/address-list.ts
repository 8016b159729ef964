import { type AddressRange, maskByte, parseAddress, parseRange, translatedAddress } from './address.ts'

interface Entry<T> {
  readonly value: T
  /** Milliseconds since the epoch; Infinity: for good. */
  readonly until: number
}

/** How many answers are remembered; past it they are all forgotten, which costs one look-up per address again. */
const REMEMBERED = 8192

/**
 * Rules for addresses, single or CIDR, each with a value. One Map per prefix length: a look-up costs the number of
 * different lengths, whatever the number of rules, and the answer for an address is remembered until a rule changes.
 *
 * `::/0` and its like cover IPv6 only: an IPv4-mapped address is an IPv4 one.
 */
export class AddressList<T> {
  /** By text, as given; in order of first addition. */
  readonly #byText = new Map<string, Entry<T>>()
  readonly #families = { 4: new PrefixMaps(), 6: new PrefixMaps() }
  readonly #answers = new Map<string, Entry<T> | null>()

  get size(): number {
    return this.#byText.size
  }

  /**
   * Adds a rule or replaces the value of the same text. A text that is no address (an old list may hold anything)
   * matches the identical string and nothing else; blanks around an address do not count.
   */
  set(text: string, value: T, until: number = Number.POSITIVE_INFINITY): void {
    if (!this.#byText.has(text)) {
      const range = parseRange(text.trim())
      if (range) this.#families[range.family].add(range, text)
    }
    this.#byText.set(text, { value, until })
    this.#answers.clear()
  }

  /** @returns whether the text was there */
  delete(text: string): boolean {
    if (!this.#byText.delete(text)) return false
    const range = parseRange(text.trim())
    if (range) this.#families[range.family].delete(range, text)
    this.#answers.clear()
    return true
  }

  /** The texts of all rules that mean the same range, however they are spelt. */
  spellings(text: string): string[] {
    const range = parseRange(text.trim())
    if (range === undefined) return this.#byText.has(text) ? [text] : []
    return [...(this.#families[range.family].texts(range) ?? [])]
  }

  /**
   * The value of the rule that covers an address: the narrowest one in force at that time.
   *
   * @param nowMs milliseconds since the epoch; a rule ends at its `until`
   */
  match(address: string, nowMs: number): T | undefined {
    if (this.#byText.size === 0) return undefined
    let answer = this.#answers.get(address)
    if (answer === undefined || (answer !== null && answer.until <= nowMs)) {
      answer = this.#find(address, nowMs) ?? null
      if (this.#answers.size >= REMEMBERED) this.#answers.clear()
      this.#answers.set(address, answer)
    }
    return answer?.value
  }

  #find(address: string, nowMs: number): Entry<T> | undefined {
    const inForce = (text: string) => {
      const entry = this.#byText.get(text)
      return entry !== undefined && entry.until > nowMs ? entry : undefined
    }
    const range = parseAddress(address)
    if (range === undefined) return inForce(address)
    for (const client of [range, translatedAddress(range)]) {
      if (client === undefined) continue
      for (const texts of this.#families[client.family].covering(client)) {
        for (const text of texts) {
          const entry = inForce(text)
          if (entry) return entry
        }
      }
    }
    return undefined
  }
}

/** The rules of one address family, by prefix length and then by the bits that it fixes. */
class PrefixMaps {
  readonly #maps = new Map<number, Map<string, Set<string>>>()
  /** The lengths in use, the longest first. */
  #lengths: number[] = []

  add(range: AddressRange, text: string): void {
    let map = this.#maps.get(range.prefix)
    if (map === undefined) {
      map = new Map()
      this.#maps.set(range.prefix, map)
      this.#lengths = [...this.#maps.keys()].sort((a, b) => b - a)
    }
    const key = keyOf(range.bytes, range.prefix)
    const texts = map.get(key)
    if (texts) texts.add(text)
    else map.set(key, new Set([text]))
  }

  delete(range: AddressRange, text: string): void {
    const map = this.#maps.get(range.prefix)
    const key = keyOf(range.bytes, range.prefix)
    const texts = map?.get(key)
    if (!map || !texts?.delete(text) || texts.size > 0) return
    map.delete(key)
    if (map.size > 0) return
    this.#maps.delete(range.prefix)
    this.#lengths = this.#lengths.filter((length) => length !== range.prefix)
  }

  texts(range: AddressRange): ReadonlySet<string> | undefined {
    return this.#maps.get(range.prefix)?.get(keyOf(range.bytes, range.prefix))
  }

  *covering(address: AddressRange): Iterable<ReadonlySet<string>> {
    for (const length of this.#lengths) {
      const texts = this.#maps.get(length)?.get(keyOf(address.bytes, length))
      if (texts) yield texts
    }
  }
}

/** The bytes that a prefix fixes, as a string of their values. */
function keyOf(bytes: readonly number[], prefix: number): string {
  let key = ''
  for (let index = 0; index * 8 < prefix; index++) {
    key += String.fromCharCode(maskByte(bytes[index] ?? 0, index, prefix))
  }
  return key
}
