import { HEADER_BYTES } from './frame.ts'
import { LIMITS } from './limits.ts'

/** The first allocation for a frame that arrives in pieces, in bytes. */
const FIRST_STEP = 4096
/** Of a chunk whose frames have been taken, no more than this is kept for the sake of a piece at its end, in bytes. */
const MOST_WASTE = 4096
const NOTHING: Buffer = Buffer.alloc(0)

/** What is wrong with a frame's header. After one of these the stream has lost its boundaries for good. */
export type FrameError = 'empty' | 'oversize'

/**
 * Cuts a byte stream into the bodies of its frames: 4 bytes big-endian length, then as many bytes.
 *
 * What waits for its end is kept in one buffer that doubles up to the announced length, so that a header which lies
 * costs what was sent and not what was announced, and a body sent byte by byte costs no object per byte. Where nothing waits,
 * nothing is kept: of thousands of connections that are silent, each would otherwise hold what it said last.
 */
export class FrameDecoder {
  #buffer: Buffer = NOTHING
  /** The unread bytes are #buffer[#start … #end). */
  #start = 0
  #end = 0
  /** Whether #buffer was allocated here and may be written to; else it is the socket's chunk. */
  #owned = false

  /** Bytes held back because their frame is not complete. */
  get pendingBytes(): number {
    return this.#end - this.#start
  }

  /** Memory that is kept for them, in bytes. */
  get heldBytes(): number {
    return this.#buffer.length
  }

  push(chunk: Buffer): void {
    if (this.pendingBytes === 0) {
      this.#buffer = chunk
      this.#start = 0
      this.#end = chunk.length
      this.#owned = false
      return
    }
    this.#reserve(chunk.length)
    chunk.copy(this.#buffer, this.#end)
    this.#end += chunk.length
  }

  /** The next body, valid until the next {@link push}; undefined until more bytes have come. */
  next(): Buffer | FrameError | undefined {
    const pending = this.#end - this.#start
    if (pending < HEADER_BYTES) return this.#wait(pending)
    const length = this.#buffer.readUInt32BE(this.#start)
    if (length === 0) return 'empty'
    if (length > LIMITS.bodyBytes) return 'oversize'
    if (pending < HEADER_BYTES + length) return this.#wait(pending)
    const from = this.#start + HEADER_BYTES
    this.#start = from + length
    return this.#buffer.subarray(from, from + length)
  }

  /** Lets go of what is buffered. */
  clear(): void {
    this.#buffer = NOTHING
    this.#start = 0
    this.#end = 0
    this.#owned = false
  }

  /** Lets go of the memory of frames that have been taken. */
  #wait(pending: number): undefined {
    if (pending === 0) this.clear()
    else if (!this.#owned && this.#buffer.length - pending > MOST_WASTE) this.#move(this.#capacity(pending))
  }

  #reserve(extra: number): void {
    if (this.#owned && this.#end + extra <= this.#buffer.length) return
    const needed = this.pendingBytes + extra
    this.#move(this.#owned && needed <= this.#buffer.length ? this.#buffer.length : this.#capacity(needed))
  }

  #move(size: number): void {
    const pending = this.pendingBytes
    const moved = Buffer.allocUnsafeSlow(size)
    this.#buffer.copy(moved, 0, this.#start, this.#end)
    this.#buffer = moved
    this.#start = 0
    this.#end = pending
    this.#owned = true
  }

  #capacity(needed: number): number {
    const whole =
      this.pendingBytes >= HEADER_BYTES ? HEADER_BYTES + this.#buffer.readUInt32BE(this.#start) : FIRST_STEP
    return Math.max(needed, Math.min(whole, Math.max(FIRST_STEP, 2 * needed)))
  }
}
