import type { Receiver } from './turn.ts'

/** Below this, pieces for one receiver are copied together: cheaper than one more entry in a vectored write. */
const JOIN_BYTES = 64 << 10

/** Puts together what one receiver gets of a turn, where that is not what all get. */
export class Sequence {
  /** Used again for every receiver, unless one still sends from it. */
  #memory: Buffer = Buffer.allocUnsafeSlow(JOIN_BYTES)
  #only: Buffer | undefined
  #bytes = 0

  /**
   * Delivers block[from … to) to a receiver as its marks say, and takes the marks off.
   *
   * @returns whether the block's memory is still needed
   */
  deliver(receiver: Receiver, block: Buffer, from: number, to: number): boolean {
    const marks = receiver.marks ?? []
    receiver.marks = undefined
    let held = false
    let at = from
    for (const mark of marks) {
      if (mark.at > at) held = this.#add(receiver, block.subarray(at, mark.at)) || held
      at = Math.max(at, mark.at)
      if (mark.item === undefined) at = mark.until
      else if (Buffer.isBuffer(mark.item)) held = this.#add(receiver, mark.item) || held
      else {
        held = this.#hand(receiver) || held
        receiver.deliver(mark.item)
      }
    }
    if (to > at) held = this.#add(receiver, block.subarray(at, to)) || held
    return this.#hand(receiver) || held
  }

  #add(receiver: Receiver, piece: Buffer): boolean {
    const held = this.#bytes + piece.length > JOIN_BYTES && this.#hand(receiver)
    if (this.#bytes === 0) this.#only = piece
    else {
      this.#only?.copy(this.#memory)
      this.#only = undefined
      piece.copy(this.#memory, this.#bytes)
    }
    this.#bytes += piece.length
    return held
  }

  #hand(receiver: Receiver): boolean {
    const { only, bytes } = { only: this.#only, bytes: this.#bytes }
    this.#only = undefined
    this.#bytes = 0
    if (only !== undefined) return receiver.deliver(only)
    if (bytes > 0 && receiver.deliver(this.#memory.subarray(0, bytes)))
      this.#memory = Buffer.allocUnsafeSlow(JOIN_BYTES)
    return false
  }
}
