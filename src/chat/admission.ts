/** What the door needs to know about the limits; 0 switches one off. */
export interface DoorLimits {
  readonly maxConnections: number
  readonly maxPerAddress: number
  readonly maxAttemptsPerMinute: number
}

/** Why a connection is not let in; the same words count refusals in the status. */
export type Refusal = 'banned' | 'full' | 'per-address' | 'rate'

const WINDOW_MS = 60_000

/** Open connections and recent attempts of each address (protocol clause 2). */
export class Door {
  readonly #open = new Map<string, number>()
  /** Times of the attempts within the last minute, oldest first. */
  readonly #attempts = new Map<string, number[]>()
  #forgetAt = 0

  /**
   * Judges a connection in the order of the v9 server: rate, per address, then, as the attempt is counted, ban and room.
   * The v6 server has only the last two.
   *
   * @param now  milliseconds on a steady clock
   */
  judge(
    address: string,
    now: number,
    limits: DoorLimits,
    facts: { readonly banned: boolean; readonly exempt: boolean; readonly clients: number },
  ): Refusal | undefined {
    if (!facts.exempt) {
      if (limits.maxAttemptsPerMinute > 0 && this.#recent(address, now) >= limits.maxAttemptsPerMinute)
        return 'rate'
      if (limits.maxPerAddress > 0 && (this.#open.get(address) ?? 0) >= limits.maxPerAddress)
        return 'per-address'
      if (limits.maxAttemptsPerMinute > 0) this.#count(address, now)
    }
    if (facts.banned) return 'banned'
    return facts.clients >= limits.maxConnections ? 'full' : undefined
  }

  entered(address: string): void {
    this.#open.set(address, (this.#open.get(address) ?? 0) + 1)
  }

  left(address: string): void {
    const open = (this.#open.get(address) ?? 1) - 1
    if (open > 0) this.#open.set(address, open)
    else this.#open.delete(address)
  }

  #recent(address: string, now: number): number {
    const times = this.#attempts.get(address)
    if (times === undefined) return 0
    while (times[0] !== undefined && times[0] <= now - WINDOW_MS) times.shift()
    if (times.length === 0) this.#attempts.delete(address)
    return times.length
  }

  #count(address: string, now: number): void {
    const times = this.#attempts.get(address)
    if (times === undefined) this.#attempts.set(address, [now])
    else times.push(now)
    // Addresses that never come back would stay for ever otherwise; once a window is often enough.
    if (now < this.#forgetAt) return
    this.#forgetAt = now + WINDOW_MS
    for (const known of this.#attempts.keys()) this.#recent(known, now)
  }
}
