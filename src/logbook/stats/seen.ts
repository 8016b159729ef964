import { ByteKeys } from './byte-keys.ts'

/** How often, and from when to when. */
export interface Seen {
  readonly count: number
  /** Milliseconds since 1970. */
  readonly first: number
  readonly last: number
}

/** Counts by key in a form that costs little to send to another thread; a key may come twice. */
export interface Tallied {
  readonly keys: readonly string[]
  /** Count, first and last of each key. */
  readonly seen: Float64Array
  /** Occurrences of keys that found no room. */
  readonly others: number
}

/** Where a key is counted. */
export type Counter = { -readonly [K in keyof Seen]: Seen[K] }

/** Counts with first and last time by key, for at most so many keys: a flood of addresses must not fill the memory. */
export class SeenByKey {
  readonly #most: number
  readonly #seen = new Map<string, Counter>()
  #keys: ByteKeys | undefined
  /** By the number of the key. */
  readonly #byKey: Counter[] = []
  /** Occurrences of keys that found no room. */
  others = 0

  constructor(most: number) {
    this.#most = most
  }

  /** @returns where it is counted, for {@link again}; undefined if there is no room */
  add(key: string, time: number, count = 1): Counter | undefined {
    const known = this.#seen.get(key)
    if (known !== undefined) again(known, time, count)
    else if (this.#seen.size < this.#most) {
      const counter = { count, first: time, last: time }
      this.#seen.set(key, counter)
      return counter
    } else this.others += count
    return known
  }

  /** Adds one whose key is the text in [start, end) of `bytes`. */
  addBytes(bytes: Buffer, start: number, end: number, time: number): void {
    this.#keys ??= new ByteKeys(this.#most)
    const number = this.#keys.numberOf(bytes, start, end)
    if (number < 0) {
      this.others++
      return
    }
    const known = this.#byKey[number]
    if (known === undefined) this.#byKey[number] = { count: 1, first: time, last: time }
    else again(known, time, 1)
  }

  /** Adds what another one has counted. */
  merge({ keys, seen, others }: Tallied): void {
    this.others += others
    for (const [index, key] of keys.entries()) {
      const count = seen[index * 3] as number
      const first = seen[index * 3 + 1] as number
      const last = seen[index * 3 + 2] as number
      const known = this.#seen.get(key)
      if (known !== undefined) {
        known.count += count
        if (first < known.first) known.first = first
        if (last > known.last) known.last = last
      } else if (this.#seen.size < this.#most) this.#seen.set(key, { count, first, last })
      else this.others += count
    }
  }

  /** What was counted so far, to be merged. */
  get tallied(): Tallied {
    const texts = this.#keys?.texts() ?? []
    const keys = [...this.#seen.keys(), ...texts]
    const seen = new Float64Array(keys.length * 3)
    let at = 0
    for (const { count, first, last } of [...this.#seen.values(), ...this.#byKey]) {
      seen[at++] = count
      seen[at++] = first
      seen[at++] = last
    }
    return { keys, seen, others: this.others }
  }

  /** Most frequent first; equally frequent ones by their key. Only of what was merged and added as strings. */
  top(most: number): [key: string, seen: Seen][] {
    return [...this.#seen].sort((a, b) => b[1].count - a[1].count || (a[0] < b[0] ? -1 : 1)).slice(0, most)
  }
}

/** Counts a key once more. */
export function again(seen: Counter, time: number, count: number): void {
  seen.count += count
  if (time < seen.first) seen.first = time
  if (time > seen.last) seen.last = time
}
