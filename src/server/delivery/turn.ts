import type { ByteString } from '../../encoding/byte-string.ts'
import { HEADER_BYTES } from '../../protocol/frame.ts'
import type { Item } from './item.ts'

/** From `at` on, something comes in that only this receiver gets, or everything up to `until` is not for him. */
export type Mark =
  | { readonly at: number; readonly item: Item }
  | { readonly at: number; until: number; readonly item?: undefined }

/** Somebody who takes part in the fan-out. */
export interface Receiver {
  /** Where what this one gets differs from what all get in this turn; undefined nearly always. */
  marks: Mark[] | undefined
  deliver(item: Item): void
}

/** A block of memory for frames; one that is full is left to the sockets that still send from it. */
const BLOCK_BYTES = 64 << 10
/** Below this, pieces for one receiver are copied together: cheaper than one more entry in a vectored write. */
const JOIN_BYTES = 64 << 10

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
  #block: Buffer = Buffer.allocUnsafeSlow(BLOCK_BYTES)
  /** The turn's broadcasts are #block[#from … #to). */
  #from = 0
  #to = 0
  #marked: R[] = []
  #scheduled = false

  /** @param receivers those who get broadcasts, in the order of joining; read at the end of each turn */
  constructor(receivers: Iterable<R>) {
    this.#receivers = receivers
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
    const { block, from, to } = { block: this.#block, from: this.#from, to: this.#to }
    const marked = this.#marked
    this.#marked = []
    this.#from = to
    if (to > from) {
      const all = block.subarray(from, to)
      for (const receiver of this.#receivers) {
        if (receiver.marks === undefined) receiver.deliver(all)
        else deliverMarked(receiver, block, from, to)
      }
    }
    for (const receiver of marked) {
      if (receiver.marks !== undefined) deliverMarked(receiver, block, from, to)
    }
  }

  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      this.flush()
    })
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
    this.#block = Buffer.allocUnsafeSlow(Math.max(BLOCK_BYTES, bytes))
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

/** Puts together what one receiver gets of the turn block[from … to). */
function deliverMarked(receiver: Receiver, block: Buffer, from: number, to: number): void {
  const marks = receiver.marks ?? []
  receiver.marks = undefined
  let pieces: Buffer[] = []
  let bytes = 0
  const hand = () => {
    if (bytes > 0)
      receiver.deliver(pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces, bytes))
    pieces = []
    bytes = 0
  }
  const add = (piece: Buffer) => {
    if (bytes > 0 && bytes + piece.length > JOIN_BYTES) hand()
    pieces.push(piece)
    bytes += piece.length
  }
  let at = from
  for (const mark of marks) {
    if (mark.at > at) add(block.subarray(at, mark.at))
    at = Math.max(at, mark.at)
    if (mark.item === undefined) at = mark.until
    else if (Buffer.isBuffer(mark.item)) add(mark.item)
    else {
      hand()
      receiver.deliver(mark.item)
    }
  }
  if (to > at) add(block.subarray(at, to))
  hand()
}
