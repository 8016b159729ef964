import type { ByteString } from '../../encoding/byte-string.ts'
import { HEADER_BYTES } from '../../protocol/frame.ts'
import type { Item } from './item.ts'
import { Sequence } from './sequence.ts'

/** From `at` on, something comes in that only this receiver gets, or everything up to `until` is not for him. */
export type Mark =
  | { readonly at: number; readonly item: Item }
  | { readonly at: number; until: number; readonly item?: undefined }

/** Somebody who takes part in the fan-out. */
export interface Receiver {
  /** Where what this one gets differs from what all get in this turn; undefined nearly always. */
  marks: Mark[] | undefined
  /** @returns whether the item's memory is still needed when this returns */
  deliver(item: Item): boolean
}

/** A turn with so many bytes for everybody waits for one more look at the sockets. */
const BUSY_BYTES = 2048
/** A block of memory for frames. It is used again each turn, unless a socket still sends from it: then it is left to that. */
const BLOCK_BYTES = 64 << 10

/**
 * Collects what is to be sent during one turn of the event loop and hands it out at its end.
 *
 * A broadcast is encoded once, straight behind the one before it, so that a turn's broadcasts are one piece of memory:
 * one write per receiver, whatever their number. Receivers for whom something differs (a sender does not hear himself, a
 * newcomer has not heard what came before him, a private packet stands between two broadcasts) carry marks, from which
 * their own sequence is put together. That keeps, for every receiver, the order in which things were said.
 */
export class Turn<R extends Receiver> {
  readonly #receivers: Iterable<R>
  readonly #ended: () => void
  #block: Buffer = Buffer.allocUnsafeSlow(BLOCK_BYTES)
  /** The turn's broadcasts are #block[#from … #to). */
  #from = 0
  #to = 0
  /** Somebody still sends from #block. */
  #held = false
  #marked: R[] = []
  readonly #sequence = new Sequence()
  #delivering = false
  #scheduled = false

  /**
   * @param receivers  those who get broadcasts, in the order of joining; read at the end of each turn
   * @param ended      called after a turn has been handed out at its end
   */
  constructor(receivers: Iterable<R>, ended: () => void = () => {}) {
    this.#receivers = receivers
    this.#ended = ended
  }

  /** Whether something is to be handed out at the end of this turn. */
  get isScheduled(): boolean {
    return this.#scheduled
  }

  /** To all receivers but one. */
  broadcast(body: ByteString | Buffer, except?: R): void {
    const length = typeof body === 'string' ? this.#put(body) : this.#copy(body)
    if (except !== undefined) this.#skip(except, this.#to - length)
    this.#schedule()
  }

  /** To one receiver, between the broadcasts before and those that follow. */
  send(receiver: R, item: Item): void {
    this.#mark(receiver, { at: this.#to, item })
    this.#schedule()
  }

  /** Leaves out, for a newcomer, what was said earlier in this turn. */
  join(receiver: R): void {
    if (this.#to > this.#from) this.#skip(receiver, this.#from)
  }

  /** Hands everything out now. What a delivery sets off belongs to the next turn. */
  flush(): void {
    const isNested = this.#delivering
    this.#delivering = true
    this.#deliver()
    if (isNested) return
    this.#delivering = false
    this.#rewind()
  }

  #deliver(): void {
    const { block, from, to } = { block: this.#block, from: this.#from, to: this.#to }
    const marked = this.#marked
    this.#marked = []
    this.#from = to
    let held = false
    if (to > from) {
      const all = block.subarray(from, to)
      for (const receiver of this.#receivers) {
        if (receiver.marks === undefined) held = receiver.deliver(all) || held
        else held = this.#sequence.deliver(receiver, block, from, to) || held
      }
    }
    for (const receiver of marked) {
      if (receiver.marks !== undefined) held = this.#sequence.deliver(receiver, block, from, to) || held
    }
    if (held && block === this.#block) this.#held = true
  }

  /** Memory that was written a moment ago is still in the processor's cache; fresh memory would cost more than the copying. */
  #rewind(): void {
    const isIdle = this.#from === this.#to && this.#marked.length === 0
    if (!isIdle || this.#held || this.#block.length > BLOCK_BYTES) return
    this.#from = 0
    this.#to = 0
  }

  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    setImmediate(() => {
      if (this.#to - this.#from < BUSY_BYTES) this.#end()
      // What has come in since then joins it: in a busy room the number of writes is what counts.
      else setImmediate(() => this.#end())
    })
  }

  #end(): void {
    this.#scheduled = false
    this.flush()
    this.#ended()
  }

  #put(body: ByteString): number {
    this.#reserve(HEADER_BYTES + body.length)
    this.#block.write(body, this.#to + HEADER_BYTES, 'latin1')
    return this.#finish(body.length)
  }

  #copy(body: Buffer): number {
    this.#reserve(HEADER_BYTES + body.length)
    body.copy(this.#block, this.#to + HEADER_BYTES)
    return this.#finish(body.length)
  }

  #finish(length: number): number {
    this.#block.writeUInt32BE(length, this.#to)
    this.#to += HEADER_BYTES + length
    return HEADER_BYTES + length
  }

  #reserve(bytes: number): void {
    if (this.#to + bytes <= this.#block.length) return
    this.flush()
    if (this.#to + bytes <= this.#block.length) return
    this.#block = Buffer.allocUnsafeSlow(Math.max(BLOCK_BYTES, bytes))
    this.#held = false
    this.#from = 0
    this.#to = 0
  }

  #skip(receiver: R, at: number): void {
    const last = receiver.marks?.at(-1)
    if (last?.item === undefined && last?.until === at) last.until = this.#to
    else this.#mark(receiver, { at, until: this.#to })
  }

  #mark(receiver: R, mark: Mark): void {
    if (receiver.marks === undefined) {
      receiver.marks = [mark]
      this.#marked.push(receiver)
    } else receiver.marks.push(mark)
  }
}
