import { KnownStart } from './known-start.ts'

const EVENT_KEY = '","event":"'
const IP_KEY = '","ip":"'
const USER_KEY = '","user":"'
const QUOTE = 0x22
const BACKSLASH = 0x5c
const BLANK = 0x20

/** Four letters as the number that a little-endian look at them gives. */
const word = (text: string, at: number) => Buffer.from(text).readInt32LE(at)
const EVENT_0 = word(EVENT_KEY, 0)
const EVENT_4 = word(EVENT_KEY, 4)
const EVENT_7 = word(EVENT_KEY, 7)
const IP_0 = word(IP_KEY, 0)
const IP_4 = word(IP_KEY, 4)
const USER_0 = Buffer.from(USER_KEY).readDoubleLE(0)
const USER_6 = word(USER_KEY, 6)
/** Behind the longest key there is at least a quote, a brace and what closes it. */
const LONGEST_KEY = EVENT_KEY.length
/** Letter of the event id, behind `chat/` for most, by which known starts are told apart. */
const TELLING_LETTER = EVENT_KEY.length + 5
const STARTS = 32

/**
 * Where event, address and name stand in a JSON record. `logging` writes them in this order behind the level and nowhere
 * else, so they are found without parsing, and a text that contains `"ip":"…"` has its quotes escaped.
 *
 * One object is filled again for every record, and only as far as it is asked: it runs for every line of gigabytes. Logs
 * hold few events many times, so what stands between the level and the address is compared with what stood there before.
 * An end of -1: not there.
 */
export class JsonPlaces<Memo> {
  eventStart = 0
  eventEnd = -1
  /** Whether there is an address, which begins at `ipStart`. */
  hasIp = false
  ipStart = 0
  /** Good after {@link findIp}. */
  ipEnd = -1
  userStart = 0
  /** Good after {@link findUser}. */
  userEnd = -1
  /** Whether the name is written as it is, without escapes. */
  isUserPlain = true
  /** What `memoOf` made of the event. */
  memo: Memo

  readonly #memoOf: (event: string | null) => Memo
  readonly #none: Memo
  readonly #starts: (KnownStart<Memo> | undefined)[] = new Array(STARTS).fill(undefined)
  #bytes: Buffer | undefined
  #view: DataView = new DataView(new ArrayBuffer(0))
  #end = 0
  /** Where the quote behind the event or the address stands. */
  #quote = -1

  /** @param memoOf made once and kept where an event comes again and again; null for a record that has none */
  constructor(memoOf: (event: string | null) => Memo) {
    this.#memoOf = memoOf
    this.#none = memoOf(null)
    this.memo = this.#none
  }

  /**
   * Finds event, address and name.
   *
   * @param levelEnd where the quote behind the level stands
   */
  find(bytes: Buffer, levelEnd: number, end: number): void {
    this.findEvent(bytes, levelEnd, end)
    this.findIp()
    this.findUser()
  }

  /** Turns to another record, of which only the event is looked for. */
  findEvent(bytes: Buffer, levelEnd: number, end: number): void {
    if (this.#bytes !== bytes) {
      this.#bytes = bytes
      this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    }
    this.#end = end
    if (levelEnd + TELLING_LETTER < end) {
      const letter = bytes[levelEnd + TELLING_LETTER] as number
      const known = this.#starts[letter % STARTS]
      if (known !== undefined && levelEnd + known.length + LONGEST_KEY <= end) {
        if (known.stands(this.#view, levelEnd)) {
          this.eventStart = levelEnd + EVENT_KEY.length
          this.eventEnd = levelEnd + known.eventEnd
          this.memo = known.memo
          this.#quote = this.eventEnd
          this.hasIp = known.hasIp
          if (known.hasIp) this.ipStart = levelEnd + known.length
          else this.#findIpKey(this.#quote)
          return
        }
      }
    }
    this.#findInFull(bytes, levelEnd, end)
  }

  #findInFull(bytes: Buffer, levelEnd: number, end: number): void {
    const view = this.#view
    this.eventEnd = -1
    this.memo = this.#none
    this.hasIp = false
    this.#quote = -1
    if (levelEnd + LONGEST_KEY > end) return
    if (
      view.getInt32(levelEnd, true) !== EVENT_0 ||
      view.getInt32(levelEnd + 4, true) !== EVENT_4 ||
      view.getInt32(levelEnd + 7, true) !== EVENT_7
    ) {
      return
    }
    this.eventStart = levelEnd + EVENT_KEY.length
    const quote = plainEnd(bytes, this.eventStart, end)
    this.eventEnd = quote
    if (quote < 0) return
    this.memo = this.#memoOf(bytes.toString('latin1', this.eventStart, quote))
    this.#quote = quote
    this.#findIpKey(quote)
    const length = (this.hasIp ? this.ipStart : quote + 1) - levelEnd
    const start = KnownStart.of(bytes, levelEnd, length, quote - levelEnd, this.hasIp, this.memo)
    const letter = bytes[levelEnd + TELLING_LETTER] as number
    if (start !== undefined) this.#starts[letter % STARTS] = start
  }

  #findIpKey(quote: number): void {
    const view = this.#view
    this.hasIp =
      quote + LONGEST_KEY <= this.#end &&
      view.getInt32(quote, true) === IP_0 &&
      view.getInt32(quote + 4, true) === IP_4
    if (this.hasIp) this.ipStart = quote + IP_KEY.length
  }

  /** Finds the address; {@link findEvent} comes first. */
  findIp(): void {
    this.ipEnd = -1
    if (!this.hasIp) return
    this.ipEnd = plainEnd(this.#bytes as Buffer, this.ipStart, this.#end)
    this.#quote = this.ipEnd
  }

  /** Finds the name; {@link findIp} comes first. */
  findUser(): void {
    this.userEnd = -1
    const quote = this.#quote
    if (quote < 0 || quote + LONGEST_KEY > this.#end) return
    const view = this.#view
    if (view.getFloat64(quote, true) !== USER_0 || view.getInt32(quote + 6, true) !== USER_6) return
    this.userStart = quote + USER_KEY.length
    this.#findUserEnd(this.#bytes as Buffer, this.userStart, this.#end)
  }

  #findUserEnd(bytes: Buffer, start: number, end: number): void {
    let isPlain = true
    for (let at = start; at < end; at++) {
      const byte = bytes[at] as number
      if (byte === QUOTE) {
        this.userEnd = at
        break
      }
      if (byte === BACKSLASH) at++
      // JSON has no control characters within quotes: then it is no name.
      if (byte === BACKSLASH || byte < BLANK) isPlain = false
    }
    this.isUserPlain = isPlain
  }
}

/** The quote that ends a string without escapes; -1 if there is an escape or no end. */
function plainEnd(bytes: Buffer, start: number, end: number): number {
  for (let at = start; at < end; at++) {
    const byte = bytes[at]
    if (byte === QUOTE) return at
    if (byte === BACKSLASH) return -1
  }
  return -1
}
