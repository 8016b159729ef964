/**
 * How fast one connection sends: a bucket that holds `burst` messages and fills again by `perSecond`, kept as one moment.
 */
export class MessageRate {
  /** When everything counted so far would have come at the steady rate. */
  #due = 0
  #slowedSince: number | undefined

  /**
   * Counts one message.
   *
   * @param now        milliseconds on a steady clock
   * @param perSecond  above 0
   * @returns for how many milliseconds its sender has to wait before the next one; 0 while the burst lasts
   */
  count(now: number, perSecond: number, burst: number): number {
    const step = 1000 / perSecond
    // Only a sender who has been calm for long enough to have his whole burst again is no longer flooding.
    if (this.#due <= now) this.#slowedSince = undefined
    this.#due = Math.max(this.#due, now) + step
    const wait = Math.max(0, this.#due - now - burst * step)
    if (wait > 0) this.#slowedSince ??= now
    return wait
  }

  /** Begins anew: what somebody sends who need not wait must not be held against him later. */
  forget(): void {
    this.#due = 0
    this.#slowedSince = undefined
  }

  /** For how many milliseconds it has been too fast without a pause. */
  slowedFor(now: number): number {
    return this.#slowedSince === undefined ? 0 : now - this.#slowedSince
  }
}
