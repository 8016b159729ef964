/** How often, and from when to when. */
export interface Seen {
  readonly count: number
  /** Milliseconds since 1970. */
  readonly first: number
  readonly last: number
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** Counts with first and last time by key, for at most so many keys: a flood of addresses must not fill the memory. */
export class SeenByKey {
  readonly #most: number
  readonly #seen = new Map<string, Writable<Seen>>()
  /** Occurrences of keys that found no room. */
  others = 0

  constructor(most: number) {
    this.#most = most
  }

  add(key: string, time: number, count = 1): void {
    const known = this.#seen.get(key)
    if (known !== undefined) {
      known.count += count
      if (time < known.first) known.first = time
      if (time > known.last) known.last = time
    } else if (this.#seen.size < this.#most) this.#seen.set(key, { count, first: time, last: time })
    else this.others += count
  }

  /** Adds what another one has counted. */
  merge(entries: Iterable<readonly [string, Seen]>, others: number): void {
    this.others += others
    for (const [key, seen] of entries) {
      const known = this.#seen.get(key)
      if (known !== undefined) {
        known.count += seen.count
        if (seen.first < known.first) known.first = seen.first
        if (seen.last > known.last) known.last = seen.last
      } else if (this.#seen.size < this.#most) this.#seen.set(key, { ...seen })
      else this.others += seen.count
    }
  }

  get entries(): ReadonlyMap<string, Seen> {
    return this.#seen
  }

  /** Most frequent first; equally frequent ones by their key. */
  top(most: number): [key: string, seen: Seen][] {
    return [...this.#seen].sort((a, b) => b[1].count - a[1].count || (a[0] < b[0] ? -1 : 1)).slice(0, most)
  }
}
