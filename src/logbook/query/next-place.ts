/**
 * Where a text stands next. It is asked about one chunk from its beginning to its end and remembers the place, so that a
 * chunk is searched once, in native code, however many records are asked about.
 */
export class NextPlace {
  readonly #text: Buffer
  #bytes: Buffer | undefined
  #from = 0
  #next = -1

  constructor(text: string) {
    this.#text = Buffer.from(text)
  }

  /** The first place at or behind `from`; Infinity for none. */
  behind(bytes: Buffer, from: number): number {
    if (this.#bytes !== bytes || from < this.#from) {
      this.#bytes = bytes
      this.#next = -1
    }
    this.#from = from
    if (this.#next < from) {
      const found = bytes.indexOf(this.#text, from)
      this.#next = found < 0 ? Number.POSITIVE_INFINITY : found
    }
    return this.#next
  }

  /** Whether it stands in [start, end). */
  isIn(bytes: Buffer, start: number, end: number): boolean {
    return this.behind(bytes, start) + this.#text.length <= end
  }
}
