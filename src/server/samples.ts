import type { Sample } from '../control/methods.ts'

const EVERY_MS = 30_000
/** A day of them. */
const KEPT = (24 * 60 * 60_000) / EVERY_MS

/** What the server was like in the last day: from it doctor and report tell growth from a moment's peak. */
export class Samples {
  readonly #take: () => Sample
  readonly #timer: NodeJS.Timeout
  readonly #ring: Sample[] = []
  #next = 0

  /** @param take  reads off the present values, without I/O */
  constructor(take: () => Sample) {
    this.#take = take
    this.#timer = setInterval(() => this.#add(), EVERY_MS).unref()
  }

  /** Oldest first; the last one is of now. */
  list(): Sample[] {
    return [...this.#ring.slice(this.#next), ...this.#ring.slice(0, this.#next), this.#take()]
  }

  close(): void {
    clearInterval(this.#timer)
  }

  #add(): void {
    this.#ring[this.#next] = this.#take()
    this.#next = (this.#next + 1) % KEPT
  }
}
