import type { Refusal } from '../chat/admission.ts'

/** So many refusals of an address are told one by one; the rest of the period is one line. */
const TOLD_ONE_BY_ONE = 10
const PERIOD_MS = 60_000
/** Addresses that are kept apart; those of a wider flood are counted and forgotten the earlier. */
const MOST_KEPT = 4096

interface Kept {
  readonly ip: string
  readonly refusal: Refusal
  readonly since: number
  told: number
  /** Not told yet. */
  more: number
}

/** Keeps a storm at the door from filling the log: it would push out what an operator looks for. */
export class RefusalLog {
  /** The oldest first. */
  readonly #kept = new Map<string, Kept>()
  readonly #onMore: (ip: string, refusal: Refusal, count: number) => void

  /** @param onMore  told once a period of the refusals that were not told one by one */
  constructor(onMore: (ip: string, refusal: Refusal, count: number) => void) {
    this.#onMore = onMore
  }

  /** @returns whether this refusal is to be told by itself */
  isTold(ip: string, refusal: Refusal, now: number): boolean {
    const key = `${refusal} ${ip}`
    let kept = this.#kept.get(key)
    if (kept === undefined) {
      if (this.#kept.size >= MOST_KEPT) this.#forgetOldest()
      kept = { ip, refusal, since: now, told: 0, more: 0 }
      this.#kept.set(key, kept)
    }
    if (kept.told < TOLD_ONE_BY_ONE) kept.told++
    else kept.more++
    return kept.more === 0
  }

  /** Ends the periods that are over; to be called now and then. */
  sweep(now: number): void {
    for (const [key, kept] of this.#kept) {
      if (now - kept.since < PERIOD_MS) return
      this.#end(key, kept)
    }
  }

  /** Tells all that is left. */
  close(): void {
    for (const [key, kept] of this.#kept) this.#end(key, kept)
  }

  #forgetOldest(): void {
    for (const [key, kept] of this.#kept) return this.#end(key, kept)
  }

  #end(key: string, { ip, refusal, more }: Kept): void {
    this.#kept.delete(key)
    if (more > 0) this.#onMore(ip, refusal, more)
  }
}
