/** `late`: after one that was said later. */
type Hearing = 'new' | 'late' | 'twice'

/** What one client has heard of the others: which messages are missing costs memory, the others only a number each. */
export class Heard {
  /** Of each client, the turn that comes next. */
  readonly #next: Uint32Array
  readonly #missing = new Map<number, Set<number>>()
  /** Different messages. */
  count = 0

  constructor(clients: number) {
    this.#next = new Uint32Array(clients)
  }

  hear(sender: number, turn: number): Hearing {
    const next = this.#next[sender] ?? 0
    if (turn >= next) {
      for (let gap = next; gap < turn; gap++) this.#missingOf(sender).add(gap)
      this.#next[sender] = turn + 1
      this.count++
      return 'new'
    }
    if (!this.#missing.get(sender)?.delete(turn)) return 'twice'
    this.count++
    return 'late'
  }

  #missingOf(sender: number): Set<number> {
    let missing = this.#missing.get(sender)
    if (missing === undefined) {
      missing = new Set()
      this.#missing.set(sender, missing)
    }
    return missing
  }
}
