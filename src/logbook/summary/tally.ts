/** Counts by key, for at most so many keys: a flood of addresses must not fill the memory. */
export class Tally {
  readonly #most: number
  readonly #counts = new Map<string, number>()
  /** Occurrences of keys that found no room. */
  others = 0

  constructor(most: number) {
    this.#most = most
  }

  add(key: string, count = 1): void {
    const before = this.#counts.get(key)
    if (before === undefined && this.#counts.size >= this.#most) this.others += count
    else this.#counts.set(key, (before ?? 0) + count)
  }

  /** The keys with their counts, most frequent first. */
  top(most: number): [key: string, count: number][] {
    return [...this.#counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, most)
  }

  toObject(): Record<string, number> {
    return Object.fromEntries(this.top(this.#most))
  }
}
