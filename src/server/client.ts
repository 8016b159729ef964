import type { Duplex } from 'node:stream'
import type { Watched } from '../chat/deadlines.ts'
import { MessageRate } from '../chat/message-rate.ts'
import { byteString } from '../encoding/byte-string.ts'
import { FrameDecoder, type FrameError } from '../protocol/frame-decoder.ts'
import type { Counters } from './counters.ts'
import type { Item } from './delivery/item.ts'
import { Outgoing, type OutgoingOwner } from './delivery/outgoing.ts'
import type { Mark, Receiver } from './delivery/turn.ts'
import { giveTo, type StreamOwner } from './stream-owner.ts'

/** Frames of one client that are handled before others get their turn. */
const FRAMES_PER_TURN = 512
/** How long a client that is being sent away may take to read its last text and to hang up, in ms. */
const GOODBYE_MS = 2000
/** The same for one that has hung up by half and waits for its last answers. */
const LAST_ANSWERS_MS = 60_000

/** What the server does for a client; the client knows when, not what. */
export interface ClientEvents {
  /** A complete frame; a promise makes the client's next frames wait. */
  frame(client: Client, body: Buffer): void | Promise<void>
  broken(client: Client, error: FrameError): void
  /** Bytes of an incomplete frame have come (or the frame is complete): the room for those is limited. */
  pending(client: Client, change: number): void
  /** The client does not read what it is sent. */
  overflow(client: Client): void
  /** The client takes less than there is to send, or has caught up. */
  congested(client: Client, is: boolean): void
  /** The end, of whatever kind; once. */
  gone(client: Client): void
}

/** Where a connection comes from and what it may cost. */
export interface ClientOptions {
  readonly id: number
  readonly ip: string
  readonly port: number
  readonly tls: boolean
  /** Milliseconds since 1970. */
  readonly at: number
  /** Milliseconds on the steady clock. */
  readonly now: number
  /** Bytes that may wait for it, asked at every write. */
  readonly queueLimit: () => number
}

/** One connection: cuts what comes in into frames, handles them one after the other, queues what goes out. */
export class Client implements Receiver, Watched, StreamOwner, OutgoingOwner {
  readonly id: number
  readonly ip: string
  readonly port: number
  readonly tls: boolean
  readonly connectedAt: number
  /** v9: fixed by the first packet. v6: the `from` of the latest packet. */
  name: string | undefined
  /** The name as JSON text; it goes into every packet that the client causes. */
  nameJson = byteString('""')
  /** Whether it has asked to hear itself, as `chatctl ping` does. */
  isProbe = false
  lastSeen: number
  slot: Set<Watched> | undefined
  marks: Mark[] | undefined
  /** Kinds of trouble already logged for this connection; each is logged once. */
  logged: Set<string> | undefined
  readonly rate = new MessageRate()
  readonly #socket: Duplex
  readonly #events: ClientEvents
  readonly #counters: Counters
  readonly #decoder = new FrameDecoder()
  readonly #outgoing: Outgoing
  readonly #queueLimit: () => number
  #busy = false
  #leaving = false
  #peerEnded = false
  #gone = false
  #pendingBytes = 0
  #patience: NodeJS.Timeout | undefined

  constructor(socket: Duplex, options: ClientOptions, events: ClientEvents, counters: Counters) {
    this.id = options.id
    this.ip = options.ip
    this.port = options.port
    this.tls = options.tls
    this.connectedAt = options.at
    this.lastSeen = options.now
    this.#queueLimit = options.queueLimit
    this.#socket = socket
    this.#events = events
    this.#counters = counters
    this.#outgoing = new Outgoing(socket, counters, this)
    giveTo(this, socket)
  }

  /** Whether it is on its way out and gets nothing new. */
  get leaving(): boolean {
    return this.#leaving
  }

  get queuedBytes(): number {
    return this.#outgoing.queuedBytes
  }

  /** Bytes that it has yet to read, files included. */
  get owedBytes(): number {
    return this.#outgoing.owedBytes
  }

  /** Changes whenever it has read something that waited. */
  get progress(): number {
    return this.#outgoing.progress
  }

  get pendingBytes(): number {
    return this.#pendingBytes
  }

  received(chunk: Buffer): void {
    this.#counters.bytesIn += chunk.length
    if (this.#leaving) return
    this.#decoder.push(chunk)
    if (!this.#busy) this.#work()
  }

  drained(): void {
    this.#outgoing.drained()
  }

  ended(): void {
    this.#peerEnded = true
    if (!this.#busy) this.#finish()
  }

  closed(): void {
    clearTimeout(this.#patience)
    this.#leave()
    this.#leaving = true
    this.#forgetInput()
    this.#outgoing.clear()
  }

  overflowed(): void {
    this.#events.overflow(this)
  }

  becameCongested(is: boolean): void {
    this.#events.congested(this, is)
  }

  /** Whether it can be sent so many bytes more. One for which too much waits is ended, as {@link deliver} would do. */
  hasRoomFor(bytes: number): boolean {
    if (this.#leaving || !this.#socket.writable) return false
    if (!this.#outgoing.isFull(this.#queueLimit(), bytes)) return true
    this.#events.overflow(this)
    return false
  }

  /** @returns whether the item's memory is still needed */
  deliver(item: Item): boolean {
    return !this.#leaving && this.#outgoing.write(item, this.#queueLimit())
  }

  /**
   * Sends what is queued and then the end of the stream. What still comes in is read and thrown away until the client
   * hangs up: closing over unread bytes would reset the connection, and its last text would be lost.
   */
  dismiss(last?: Buffer, patienceMs = GOODBYE_MS): void {
    if (this.#leaving) return
    if (last) this.#outgoing.write(last, Number.POSITIVE_INFINITY)
    this.#leaving = true
    this.#forgetInput()
    this.#outgoing.end()
    this.#socket.resume()
    this.#patience = setTimeout(() => this.#socket.destroy(), patienceMs).unref()
  }

  /** Ends it at once; nothing more is sent. */
  destroy(): void {
    this.#leaving = true
    this.#socket.destroy()
  }

  #work(): void {
    for (let frames = 0; !this.#leaving; frames++) {
      if (frames === FRAMES_PER_TURN) return this.#later(new Promise((resolve) => setImmediate(resolve)))
      const body = this.#decoder.next()
      if (body === undefined) break
      if (typeof body === 'string') {
        this.#events.broken(this, body)
        break
      }
      const handled = this.#events.frame(this, body)
      if (handled) return this.#later(handled)
    }
    this.#account(this.#leaving ? 0 : this.#decoder.pendingBytes)
    if (this.#peerEnded) this.#finish()
  }

  /** Reads nothing more until `step` is done, so that one client's packets keep their order. */
  #later(step: Promise<void>): void {
    this.#busy = true
    this.#socket.pause()
    step
      .catch((error: Error) => this.#socket.destroy(error))
      .finally(() => {
        this.#busy = false
        this.#socket.resume()
        this.#work()
      })
  }

  #account(pending: number): void {
    if (pending === this.#pendingBytes) return
    const change = pending - this.#pendingBytes
    this.#pendingBytes = pending
    this.#events.pending(this, change)
  }

  #forgetInput(): void {
    this.#decoder.clear()
    this.#account(0)
  }

  /** The client has said its last: it still gets the answers to that. */
  #finish(): void {
    if (this.#leaving) return
    this.#leave()
    this.dismiss(undefined, LAST_ANSWERS_MS)
  }

  #leave(): void {
    if (this.#gone) return
    this.#gone = true
    this.#events.gone(this)
  }
}
