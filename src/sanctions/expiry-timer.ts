/** The longest delay that a timer of Node can have, about 25 days. */
const LONGEST_MS = 2 ** 31 - 1

/** One timer for the next moment of many; it never keeps the process alive. */
export class ExpiryTimer {
  readonly #now: () => number
  readonly #due: () => void
  #timer: NodeJS.Timeout | undefined

  /** @param due called when the moment has come; it may be early after LONGEST_MS */
  constructor(now: () => number, due: () => void) {
    this.#now = now
    this.#due = due
  }

  /** @param at milliseconds since the epoch; Infinity: never */
  set(at: number): void {
    clearTimeout(this.#timer)
    if (at === Number.POSITIVE_INFINITY) return
    this.#timer = setTimeout(this.#due, Math.min(Math.max(0, Math.ceil(at - this.#now())), LONGEST_MS))
    this.#timer.unref()
  }

  stop(): void {
    clearTimeout(this.#timer)
  }
}
