import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Counters } from '../counters.ts'
import type { Item, Streamed } from './item.ts'
import { inPieces, LARGE_FRAME_BYTES } from './large-frame.ts'

/** Handed to the socket at once when it has room again, in bytes; the rest waits here, where it is counted. */
const REFILL_BYTES = 1 << 20
/** What an entry costs beside its bytes, so that a flood of tiny frames is bounded too. */
const ENTRY_BYTES = 64

/** Shared by all who have taken everything; never written to. */
const NOTHING: Item[] = []

/** Whose writer it is: hears how that goes. */
export interface OutgoingOwner {
  /** More waits than may: the client does not read. */
  overflowed(): void
  /** Whether the client takes less than there is to send, each time that changes. */
  becameCongested(is: boolean): void
}

/**
 * The one writer of a connection: keeps the order, and bounds what waits for a client that reads slower than others talk.
 * The frame that is being sent and the next one are not counted, however large: what counts is what waits behind them.
 */
export class Outgoing {
  readonly #socket: Duplex
  /** A stream that is no socket may hand the very memory on. */
  readonly #copies: boolean
  readonly #counters: Counters
  readonly #owner: OutgoingOwner
  #waiting = NOTHING
  /** Entries of #waiting before this one have been sent. */
  #head = 0
  #queuedBytes = 0
  #streamedBytes = 0
  #progress = 0
  /** The socket has had enough until it says `drain`, or a file is on its way. */
  #blocked = false
  #streaming = false
  #ending = false

  constructor(socket: Duplex, counters: Counters, owner: OutgoingOwner) {
    this.#socket = socket
    this.#copies = socket instanceof Socket
    this.#counters = counters
    this.#owner = owner
  }

  /** Bytes in memory that wait. */
  get queuedBytes(): number {
    return this.#queuedBytes
  }

  /** Bytes that the client has yet to take, files that it has asked for included. */
  get owedBytes(): number {
    return this.#queuedBytes + this.#streamedBytes
  }

  /** Changes whenever the client has taken something. */
  get progress(): number {
    return this.#progress
  }

  /**
   * @param limit  bytes that may wait
   * @returns whether the item's memory is still needed; the kernel takes a copy of nearly everything at once
   */
  write(item: Item, limit: number): boolean {
    if (this.#ending) return false
    const frame = Buffer.isBuffer(item) && item.length > LARGE_FRAME_BYTES ? inPieces(item) : item
    if (this.#blocked || !Buffer.isBuffer(frame)) {
      this.#wait(frame, limit)
      return true
    }
    this.#pass(frame)
    return !this.#copies || this.#socket.writableLength > 0
  }

  /**
   * Whether more waits than may.
   *
   * @param limit  bytes
   * @param more   bytes that are about to be added
   */
  isFull(limit: number, more = 0): boolean {
    const next = this.#waiting[this.#head]
    return next !== undefined && this.#queuedBytes - costOf(next) + more > limit
  }

  /** To be called on the socket's `drain`. */
  drained(): void {
    if (!this.#blocked || this.#streaming) return
    this.#progress++
    this.#unblock()
    this.#refill()
  }

  /** Says goodbye once everything before has been sent. */
  end(): void {
    if (this.#ending) return
    this.#ending = true
    if (!this.#blocked) this.#refill()
  }

  /** Lets go of everything that waits; the socket is gone. */
  clear(): void {
    this.#counters.queuedBytes -= this.#queuedBytes
    if (this.#blocked) this.#unblock()
    this.#ending = true
    this.#queuedBytes = 0
    this.#streamedBytes = 0
    this.#waiting = NOTHING
    this.#head = 0
  }

  #pass(bytes: Buffer): void {
    this.#counters.bytesOut += bytes.length
    if (!this.#socket.write(bytes)) this.#block()
  }

  #block(): void {
    this.#blocked = true
    this.#owner.becameCongested(true)
  }

  #unblock(): void {
    this.#blocked = false
    this.#owner.becameCongested(false)
  }

  #wait(item: Item, limit: number): void {
    if (this.#waiting === NOTHING) this.#waiting = [item]
    else this.#waiting.push(item)
    this.#account(costOf(item))
    if (!Buffer.isBuffer(item) && item.held === undefined) this.#streamedBytes += item.bytes
    if (this.isFull(limit)) this.#owner.overflowed()
    else if (!this.#blocked) this.#refill()
  }

  #account(bytes: number): void {
    this.#queuedBytes += bytes
    this.#counters.queued(bytes, this.#queuedBytes)
  }

  #refill(): void {
    this.#socket.cork()
    for (let bytes = 0; bytes < REFILL_BYTES && this.#head < this.#waiting.length; ) {
      const item = this.#waiting[this.#head] as Item
      if (!Buffer.isBuffer(item) && this.#blocked) break
      this.#head++
      this.#account(-costOf(item))
      if (Buffer.isBuffer(item)) {
        bytes += item.length
        this.#counters.bytesOut += item.length
        if (!this.#socket.write(item) && !this.#blocked) this.#block()
      } else {
        if (item.held !== undefined) this.#streamedBytes += item.bytes
        this.#block()
        void this.#stream(item)
        break
      }
    }
    this.#socket.uncork()
    if (this.#head >= this.#waiting.length) {
      this.#waiting = NOTHING
      this.#head = 0
      if (this.#ending && !this.#blocked) this.#socket.end()
    }
  }

  async #stream(frame: Streamed): Promise<void> {
    this.#streaming = true
    let left = frame.bytes
    try {
      const opened = await frame.open()
      for await (const piece of Buffer.isBuffer(opened) ? [opened] : opened) {
        if (this.#socket.destroyed) return
        this.#counters.bytesOut += piece.length
        if (!this.#socket.write(piece)) await roomIn(this.#socket)
        this.#progress++
        const sent = Math.min(left, piece.length)
        left -= sent
        this.#streamedBytes -= Math.min(this.#streamedBytes, sent)
      }
    } catch (error) {
      // Half a frame has been sent: nothing that follows could be understood.
      this.#socket.destroy(error as Error)
    } finally {
      this.#streaming = false
      this.#streamedBytes -= Math.min(this.#streamedBytes, left)
      this.drained()
    }
  }
}

function costOf(item: Item): number {
  return (Buffer.isBuffer(item) ? item.length : (item.held ?? 0)) + ENTRY_BYTES
}

/** Resolves when the socket takes more, or is closed and never will. */
function roomIn(socket: Duplex): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      socket.off('drain', done).off('close', done)
      resolve()
    }
    socket.on('drain', done).on('close', done)
  })
}
