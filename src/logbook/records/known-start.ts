/** An event longer than that comes from elsewhere, and is looked at in full each time. */
const LONGEST = 64
const BLANK = 0x20
const DELETE = 0x7f

/** What stands in a JSON record from the end of its level up to its address, to compare others with at once. */
export class KnownStart<Memo> {
  /** From the quote behind the level on. */
  readonly length: number
  /** Where the quote behind the event stands, from there. */
  readonly eventEnd: number
  /** Whether it ends where an address begins; otherwise it ends with the event. */
  readonly hasIp: boolean
  readonly memo: Memo
  readonly #words: Float64Array
  readonly #last: number

  private constructor(bytes: Buffer, eventEnd: number, hasIp: boolean, memo: Memo) {
    this.length = bytes.length
    this.eventEnd = eventEnd
    this.hasIp = hasIp
    this.memo = memo
    this.#words = Float64Array.from({ length: bytes.length >> 3 }, (_, index) =>
      bytes.readDoubleLE(index * 8),
    )
    this.#last = bytes.readDoubleLE(bytes.length - 8)
  }

  /**
   * @param at where it begins in `bytes`
   * @param eventEnd from there
   * @returns undefined where it is not worth keeping: it is no short ASCII, which alone can be compared as numbers
   */
  static of<Memo>(
    bytes: Buffer,
    at: number,
    length: number,
    eventEnd: number,
    hasIp: boolean,
    memo: Memo,
  ): KnownStart<Memo> | undefined {
    if (length > LONGEST || length < 8) return undefined
    for (let index = at; index < at + length; index++) {
      const byte = bytes[index] as number
      if (byte < BLANK || byte >= DELETE) return undefined
    }
    return new KnownStart(Buffer.from(bytes.subarray(at, at + length)), eventEnd, hasIp, memo)
  }

  /** Whether it stands at `at`; the view must reach beyond its end. */
  stands(view: DataView, at: number): boolean {
    const words = this.#words
    if (view.getFloat64(at + this.length - 8, true) !== this.#last) return false
    for (let index = words.length - 1; index >= 0; index--) {
      if (view.getFloat64(at + index * 8, true) !== words[index]) return false
    }
    return true
  }
}
