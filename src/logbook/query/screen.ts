import { type AddressRange, formatRange } from '../../chat/address.ts'
import { LOG_LEVELS } from '../../logging/level.ts'
import type { Cut } from '../records/cut-records.ts'
import { LEVEL_AT, messageAt, stands } from '../records/head.ts'
import { JsonPlaces } from '../records/json-places.ts'
import { readEntry } from '../records/read-entry.ts'
import { beginnings } from '../records/sentences.ts'
import { liesIn } from './addresses.ts'
import { readIpv4 } from './ipv4.ts'
import { NextPlace } from './next-place.ts'
import { matches, NAMING_EVENTS, type Query } from './query.ts'

const BACKSLASH = 0x5c
const LENGTHS = LOG_LEVELS.map(({ length }) => length)

/** What an event alone decides. */
interface Judged {
  readonly isAsked: boolean
  /** Whether it names another address than the client's. */
  readonly isNaming: boolean
}

/** A name as the JSON log writes it, without quotes. */
const quoted = (name: string) => Buffer.from(JSON.stringify(name).slice(1, -1))

/**
 * Whether a record is asked for, from its bytes where that is enough: what cannot match is passed over without making a
 * string of it, and only what may match is read in full and judged by {@link matches}.
 *
 * Level and time are the walker's.
 */
export class Screen {
  readonly #query: Query
  readonly #places: JsonPlaces<Judged>
  readonly #hasEvents: boolean
  readonly #users: readonly Buffer[]
  readonly #addresses: readonly AddressRange[]
  /** The IPv4 address that is asked for, with the quote behind it, where it is one. */
  readonly #onlyAddress: Buffer | undefined
  readonly #ipv4: readonly { readonly base: number; readonly mask: number }[]
  /** What a text record must contain one of. */
  readonly #textNeedles: readonly NextPlace[] | undefined
  /** How a text record must begin. */
  readonly #textStarts: readonly Buffer[] | undefined
  readonly #passesAll: boolean

  constructor(query: Query) {
    const { events = [], users = [], addresses = [], pattern } = query
    this.#query = query
    this.#hasEvents = events.length > 0
    this.#places = new JsonPlaces((event) => ({
      isAsked: events.length === 0 || (event !== null && events.includes(event)),
      isNaming: NAMING_EVENTS.some((start) => event?.startsWith(start)),
    }))
    this.#users = users.map(quoted)
    this.#addresses = addresses
    this.#ipv4 = addresses.filter(({ family }) => family === 4).map(asNumbers)
    const [first] = addresses
    const isOne = addresses.length === 1 && first?.family === 4 && first.prefix === 32
    this.#onlyAddress = isOne ? Buffer.from(`${formatRange(first)}"`) : undefined
    const hosts = addresses.filter(({ family, prefix }) => family === 4 && prefix === 32)
    if (users.length > 0) this.#textNeedles = users.map((user) => new NextPlace(user))
    else if (hosts.length > 0 && hosts.length === addresses.length) {
      this.#textNeedles = hosts.map((host) => new NextPlace(formatRange(host)))
    }
    this.#textStarts = beginnings(events)?.map((start) => Buffer.from(start))
    this.#passesAll = ![events, users, addresses].some(({ length }) => length > 0) && pattern === undefined
  }

  passes(bytes: Buffer, cut: Cut): boolean {
    if (this.#passesAll) return true
    if (cut.kind === 'text') return this.#mayMatch(bytes, cut) && this.#matches(bytes, cut)
    const places = this.#places
    places.findEvent(bytes, cut.start + LEVEL_AT.json + (LENGTHS[cut.level] as number), cut.end)
    if (!places.memo.isAsked) return false
    if (this.#users.length > 0) {
      places.findIp()
      places.findUser()
      if (places.userEnd < 0) return false
      if (!isOne(bytes, places.userStart, places.userEnd, this.#users)) {
        // It may be written with other escapes; what has none was compared.
        return hasByte(bytes, places.userStart, places.userEnd, BACKSLASH) && this.#matches(bytes, cut)
      }
    }
    if (this.#addresses.length > 0 && !this.#isOfAddress(bytes, places, cut.end)) {
      return places.memo.isNaming && this.#matches(bytes, cut)
    }
    return this.#query.pattern === undefined || this.#matches(bytes, cut)
  }

  #mayMatch(bytes: Buffer, { start, end, level }: Cut): boolean {
    if (this.#textNeedles?.some((needle) => needle.isIn(bytes, start, end)) === false) return false
    if (!this.#hasEvents || this.#textStarts === undefined) return true
    const at = messageAt(start, level)
    return this.#textStarts.some((text) => stands(bytes, at, text))
  }

  #isOfAddress(bytes: Buffer, places: JsonPlaces<Judged>, end: number): boolean {
    if (!places.hasIp) return false
    const only = this.#onlyAddress
    // An IPv4 address has one spelling in a log.
    if (only !== undefined) return places.ipStart + only.length <= end && isAt(bytes, places.ipStart, only)
    places.findIp()
    const { ipStart, ipEnd } = places
    if (ipEnd < 0) return false
    const address = readIpv4(bytes, ipStart, ipEnd)
    if (address < 0) return liesIn(bytes.toString('latin1', ipStart, ipEnd), this.#addresses)
    for (const { base, mask } of this.#ipv4) if ((address & mask) >>> 0 === base) return true
    return false
  }

  #matches(bytes: Buffer, cut: Cut): boolean {
    return matches(readEntry(bytes, cut, '', 0), this.#query)
  }
}

const asNumbers = ({ bytes, prefix }: AddressRange) => ({
  base: Buffer.from(bytes).readUInt32BE(0),
  mask: prefix === 0 ? 0 : (-1 << (32 - prefix)) >>> 0,
})

function isOne(bytes: Buffer, start: number, end: number, choice: readonly Buffer[]): boolean {
  for (const one of choice) if (isEqual(bytes, start, end, one)) return true
  return false
}

function isEqual(bytes: Buffer, start: number, end: number, other: Buffer): boolean {
  return end - start === other.length && isAt(bytes, start, other)
}

/** Addresses and names differ at their ends. */
function isAt(bytes: Buffer, at: number, other: Buffer): boolean {
  for (let index = other.length - 1; index >= 0; index--) {
    if (bytes[at + index] !== other[index]) return false
  }
  return true
}

function hasByte(bytes: Buffer, start: number, end: number, byte: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] === byte) return true
  return false
}
