const EVENT_KEY = '","event":"'
const IP_KEY = '","ip":"'
const USER_KEY = '","user":"'
const QUOTE = 0x22
const BACKSLASH = 0x5c

/** Four letters as the number that a little-endian look at them gives. */
const word = (text: string, at: number) => Buffer.from(text).readInt32LE(at)
const EVENT_0 = word(EVENT_KEY, 0)
const EVENT_4 = word(EVENT_KEY, 4)
const EVENT_7 = word(EVENT_KEY, 7)
const IP_0 = word(IP_KEY, 0)
const IP_4 = word(IP_KEY, 4)
const USER_0 = word(USER_KEY, 0)
const USER_4 = word(USER_KEY, 4)
const USER_6 = word(USER_KEY, 6)
/** Behind the longest key there is at least a quote, a brace and what closes it. */
const LONGEST_KEY = EVENT_KEY.length

/**
 * Where event, address and name stand in a JSON record. `logging` writes them in this order behind the level and nowhere
 * else, so they are found without parsing, and a text that contains `"ip":"…"` has its quotes escaped.
 *
 * One object is filled again for every record: it runs for every line of gigabytes. An end of -1: not there.
 */
export class JsonPlaces {
  eventStart = 0
  eventEnd = -1
  ipStart = 0
  ipEnd = -1
  userStart = 0
  userEnd = -1

  #bytes: Buffer | undefined
  #view: DataView = new DataView(new ArrayBuffer(0))

  /** @param levelEnd where the quote behind the level stands */
  find(bytes: Buffer, levelEnd: number, end: number): void {
    if (this.#bytes !== bytes) {
      this.#bytes = bytes
      this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    }
    const view = this.#view
    this.eventEnd = -1
    this.ipEnd = -1
    this.userEnd = -1
    if (levelEnd + LONGEST_KEY > end) return
    if (
      view.getInt32(levelEnd, true) !== EVENT_0 ||
      view.getInt32(levelEnd + 4, true) !== EVENT_4 ||
      view.getInt32(levelEnd + 7, true) !== EVENT_7
    ) {
      return
    }
    this.eventStart = levelEnd + EVENT_KEY.length
    this.eventEnd = plainEnd(bytes, this.eventStart, end)
    if (this.eventEnd < 0) return
    let quote = this.eventEnd
    if (quote + LONGEST_KEY > end) return
    if (view.getInt32(quote, true) === IP_0 && view.getInt32(quote + 4, true) === IP_4) {
      this.ipStart = quote + IP_KEY.length
      this.ipEnd = plainEnd(bytes, this.ipStart, end)
      if (this.ipEnd < 0) return
      quote = this.ipEnd
      if (quote + LONGEST_KEY > end) return
    }
    if (
      view.getInt32(quote, true) !== USER_0 ||
      view.getInt32(quote + 4, true) !== USER_4 ||
      view.getInt32(quote + 6, true) !== USER_6
    ) {
      return
    }
    this.userStart = quote + USER_KEY.length
    this.userEnd = stringEnd(bytes, this.userStart, end)
  }
}

/** The quote that ends a string without escapes; -1 if there is an escape or no end. */
function plainEnd(bytes: Buffer, start: number, end: number): number {
  for (let at = start; at < end; at++) {
    if (bytes[at] === QUOTE) return at
    if (bytes[at] === BACKSLASH) return -1
  }
  return -1
}

/** The quote that ends a string. */
function stringEnd(bytes: Buffer, start: number, end: number): number {
  for (let at = start; at < end; at++) {
    if (bytes[at] === QUOTE) return at
    if (bytes[at] === BACKSLASH) at++
  }
  return -1
}
