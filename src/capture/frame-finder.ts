import { HEADER_BYTES } from '../protocol/frame.ts'
import { LIMITS } from '../protocol/limits.ts'

/** What stands in a direction of a connection, in its order. */
export type Found =
  | { readonly kind: 'body'; readonly body: Buffer }
  /** A length that no frame has; what follows is searched for the next frame. */
  | { readonly kind: 'bad-length'; readonly length: number }
  /** Bytes that belong to no frame that could be read: before the first whole one, or around a gap. */
  | { readonly kind: 'skipped'; readonly bytes: number }
  /** No frames at all: the beginning of a TLS handshake. */
  | { readonly kind: 'tls' }

const OPEN = 0x7b
const CLOSE = 0x7d
const QUOTE = 0x22
const TLS_HANDSHAKE = 0x16
/** A frame that is found by its looks: longer ones are rare, and to wait for one that is none would hide many. */
const MOST_GUESSED = 1024 * 1024
/** How many such frames must follow each other, as far as there are bytes, to be believed. */
const BELIEVED = 3

/**
 * Cuts the bytes of one direction into frames. Where it comes into the middle of a stream, or bytes are missing, it looks for what
 * looks like frames: a length, behind which stands a JSON object of just that length, and again.
 */
export class FrameFinder {
  #bytes: Buffer = Buffer.alloc(0)
  #state: 'start' | 'frames' | 'searching' | 'tls'
  #skipped = 0
  readonly #later: Buffer[] = []
  #laterBytes = 0
  /** With so many bytes the frame that was begun is whole. */
  #needed = 0

  /** @param fromStart  whether the first byte that comes is the first of the connection */
  constructor(fromStart: boolean) {
    this.#state = fromStart ? 'start' : 'searching'
  }

  push(chunk: Buffer): Found[] {
    if (this.#state === 'tls') return []
    this.#later.push(chunk)
    this.#laterBytes += chunk.length
    // A long frame in many pieces is put together once, and not with each of them.
    if (this.#bytes.length + this.#laterBytes < this.#needed) return []
    return this.#find(false)
  }

  /** Bytes are missing here: what was begun will never be whole. */
  gap(): Found[] {
    if (this.#state === 'tls') return []
    const found = this.#find(true)
    this.#skip(this.#bytes.length)
    this.#state = 'searching'
    return found
  }

  /** Nothing more comes. */
  finish(): Found[] {
    if (this.#state === 'tls') return []
    const found = this.#find(true)
    this.#skip(this.#bytes.length)
    return [...found, ...this.#flushSkipped()]
  }

  #find(isOver: boolean): Found[] {
    const found: Found[] = []
    this.#gather()
    if (this.#state === 'start' && this.#bytes.length > 0) {
      if (this.#bytes[0] === TLS_HANDSHAKE) {
        this.#state = 'tls'
        this.#bytes = Buffer.alloc(0)
        return [{ kind: 'tls' }]
      }
      this.#state = 'frames'
    }
    for (;;) {
      if (this.#state === 'searching') {
        if (!this.#search(isOver)) return found
        found.push(...this.#flushSkipped())
        this.#state = 'frames'
      }
      if (this.#bytes.length < HEADER_BYTES) return found
      const length = this.#bytes.readUInt32BE(0)
      if (length === 0 || length > LIMITS.bodyBytes) {
        found.push({ kind: 'bad-length', length })
        this.#skip(HEADER_BYTES)
        this.#state = 'searching'
        continue
      }
      const end = HEADER_BYTES + length
      if (this.#bytes.length < end) {
        this.#needed = end
        return found
      }
      found.push({ kind: 'body', body: this.#bytes.subarray(HEADER_BYTES, end) })
      this.#bytes = this.#bytes.subarray(end)
    }
  }

  #gather(): void {
    this.#needed = 0
    if (this.#laterBytes === 0) return
    this.#bytes = Buffer.concat([this.#bytes, ...this.#later.splice(0)])
    this.#laterBytes = 0
  }

  /** Moves on to where frames begin. @returns false where that is not known yet */
  #search(isOver: boolean): boolean {
    for (let at = 0; at + HEADER_BYTES < this.#bytes.length; at++) {
      const belief = this.#believe(at, 0)
      if (belief === 'no') continue
      if (belief === 'unknown' && !isOver) {
        this.#skip(at)
        return false
      }
      if (belief === 'yes') {
        this.#skip(at)
        return true
      }
    }
    // A header may be cut in two.
    this.#skip(Math.max(0, this.#bytes.length - HEADER_BYTES))
    return false
  }

  #believe(at: number, depth: number): 'yes' | 'no' | 'unknown' {
    const bytes = this.#bytes
    if (at === bytes.length && depth > 0) return 'yes'
    if (at + HEADER_BYTES + 2 > bytes.length) return depth > 0 ? 'yes' : 'unknown'
    const length = bytes.readUInt32BE(at)
    const start = at + HEADER_BYTES
    if (length < 2 || length > MOST_GUESSED) return 'no'
    if (bytes[start] !== OPEN || (bytes[start + 1] !== QUOTE && bytes[start + 1] !== CLOSE)) return 'no'
    const end = start + length
    if (end > bytes.length) return depth > 0 ? 'yes' : 'unknown'
    if (bytes[end - 1] !== CLOSE) return 'no'
    return depth + 1 >= BELIEVED ? 'yes' : this.#believe(end, depth + 1)
  }

  #skip(bytes: number): void {
    this.#skipped += bytes
    this.#bytes = this.#bytes.subarray(bytes)
  }

  #flushSkipped(): Found[] {
    const bytes = this.#skipped
    this.#skipped = 0
    return bytes > 0 ? [{ kind: 'skipped', bytes }] : []
  }
}
