/** What comes out of one direction of a connection, in its order. */
export type Piece =
  | { readonly kind: 'data'; readonly bytes: Buffer }
  /** So many bytes are not in the recording, or at least one where it is not known how many. */
  | { readonly kind: 'gap'; readonly bytes: number }
  | { readonly kind: 'end' }

interface Waiting {
  readonly seq: number
  readonly bytes: Buffer
  /** Of its data, what the recording cut off. */
  readonly missing: number
  readonly isEnd: boolean
}

/** Data that waits for what is missing before it, at most. */
const MOST_WAITING = 4 * 1024 * 1024
const HALF = 0x8000_0000

/** `a - b` on the circle of sequence numbers (RFC 9293, 3.4). */
const distance = (a: number, b: number) => {
  const difference = (a - b) >>> 0
  return difference >= HALF ? difference - 2 * HALF : difference
}

/**
 * Puts the segments of one direction into their order, once each. What the other side has acknowledged and the recording has not is
 * a gap, and so is whatever is missing before more than 4 MiB.
 */
export class HalfStream {
  /** Sequence number of the next byte; undefined until a segment was seen. */
  #next: number | undefined
  readonly #waiting: Waiting[] = []
  #waitingBytes = 0
  #hasEnded = false
  /** Whether the recording has the beginning. */
  fromStart = false
  repeated = 0
  early = 0

  /** @param seq  of the SYN */
  begin(seq: number): void {
    if (this.#next !== undefined) return
    this.#next = (seq + 1) >>> 0
    this.fromStart = true
  }

  /**
   * @param length  of the data on the wire; more than `bytes` where the recording cut it off
   */
  take(seq: number, bytes: Buffer, length: number, isEnd: boolean): Piece[] {
    if (length === 0 && !isEnd) return []
    this.#next ??= seq
    const ahead = distance(seq, this.#next)
    if (ahead < 0 && -ahead >= length + (isEnd ? 1 : 0)) {
      if (length > 0) this.repeated++
      return []
    }
    if (ahead > 0) this.early++
    this.#waiting.push({ seq, bytes, missing: length - bytes.length, isEnd })
    this.#waitingBytes += bytes.length
    const pieces = this.#flow()
    if (this.#waitingBytes > MOST_WAITING) pieces.push(...this.#skip())
    return pieces
  }

  /** The other side has everything before this number. */
  acknowledged(ack: number): Piece[] {
    const pieces: Piece[] = []
    while (this.#next !== undefined && this.#waiting.length > 0) {
      const first = this.#first()
      // What it has is the missing part and some of what waits behind it: the missing part was there and not recorded.
      if (first === undefined || distance(ack, first.seq) <= 0) break
      pieces.push(...this.#skip())
    }
    return pieces
  }

  /** No more segments come. */
  finish(): Piece[] {
    const pieces: Piece[] = []
    while (this.#waiting.length > 0) pieces.push(...this.#skip())
    return pieces
  }

  #first(): Waiting | undefined {
    const next = this.#next ?? 0
    return this.#waiting.reduce<Waiting | undefined>(
      (first, one) =>
        first === undefined || distance(one.seq, next) < distance(first.seq, next) ? one : first,
      undefined,
    )
  }

  /** Gives up what is missing before the first that waits. */
  #skip(): Piece[] {
    const first = this.#first()
    if (first === undefined || this.#next === undefined) return []
    const bytes = distance(first.seq, this.#next)
    if (bytes > 0) this.#next = first.seq
    return [...(bytes > 0 ? [{ kind: 'gap', bytes } as const] : []), ...this.#flow()]
  }

  /** Everything that is in order now. */
  #flow(): Piece[] {
    const pieces: Piece[] = []
    for (;;) {
      const at = this.#waiting.findIndex(({ seq }) => distance(seq, this.#next ?? seq) <= 0)
      const [one] = at < 0 ? [] : this.#waiting.splice(at, 1)
      if (one === undefined || this.#next === undefined) return pieces
      this.#waitingBytes -= one.bytes.length
      const known = -distance(one.seq, this.#next)
      const total = one.bytes.length + one.missing
      if (known < total) {
        const bytes = one.bytes.subarray(known)
        if (bytes.length > 0) pieces.push({ kind: 'data', bytes })
        const missing = total - Math.max(known, one.bytes.length)
        if (missing > 0) pieces.push({ kind: 'gap', bytes: missing })
        this.#next = (one.seq + total) >>> 0
      } else if (known > 0 && total > 0) this.repeated++
      if (one.isEnd && !this.#hasEnded) {
        this.#hasEnded = true
        pieces.push({ kind: 'end' })
      }
    }
  }
}
