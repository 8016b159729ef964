/**
 * A steady clock, which never goes back, that stands still while the process does: after a stop (SIGSTOP, a suspended
 * machine, a long stall) the clients' packets lie unread in the kernel, and by any other clock all of them would seem to have
 * been silent.
 */
export class AwakeClock {
  readonly #steady: () => number
  readonly #beatMs: number
  #asleep = 0
  #lastBeat: number

  /**
   * @param steady  milliseconds that only grow
   * @param beatMs  how often {@link beat} is going to be called
   */
  constructor(steady: () => number, beatMs: number) {
    this.#steady = steady
    this.#beatMs = beatMs
    this.#lastBeat = steady()
  }

  /**
   * Milliseconds awake. What comes after a stop is often seen before the next beat has told how long that was, so time
   * does not go on beyond the moment at which the beat is due.
   */
  now(): number {
    return Math.min(this.#steady(), this.#lastBeat + this.#beatMs) - this.#asleep
  }

  /** Notices lost time. @returns how many milliseconds the process stood still, 0 in ordinary times */
  beat(): number {
    const now = this.#steady()
    const late = now - this.#lastBeat - this.#beatMs
    this.#lastBeat = now
    if (late < this.#beatMs) return 0
    this.#asleep += late
    return late
  }
}
