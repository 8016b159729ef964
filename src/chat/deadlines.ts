/** Something that has to give a sign of life now and then. */
export interface Watched {
  /** Milliseconds on a steady clock, of the last sign of life. */
  lastSeen: number
  /** Slot that holds it; owned by {@link DeadlineWheel}. */
  slot: Set<Watched> | undefined
}

/**
 * Finds the silent ones among many without looking at all of them: each sits in the slot of the second in which it would
 * be due, and a sign of life only writes `lastSeen`. One that turns out alive when its slot comes up moves to its new one.
 */
export class DeadlineWheel<T extends Watched> {
  readonly #slots = new Map<number, Set<Watched>>()
  readonly #slotMs: number
  #next: number

  /** @param now milliseconds on the clock that `lastSeen` uses */
  constructor(now: number, slotMs = 1000) {
    this.#slotMs = slotMs
    this.#next = Math.floor(now / slotMs)
  }

  watch(item: T, timeoutMs: number): void {
    const due = Math.max(this.#next, Math.ceil((item.lastSeen + timeoutMs) / this.#slotMs))
    let slot = this.#slots.get(due)
    if (slot === undefined) {
      slot = new Set()
      this.#slots.set(due, slot)
    }
    slot.add(item)
    item.slot = slot
  }

  unwatch(item: T): void {
    item.slot?.delete(item)
    item.slot = undefined
  }

  /** Takes out all that have been silent for longer than `timeoutMs`; call it at least once per slot. */
  due(now: number, timeoutMs: number): T[] {
    const silent: T[] = []
    const last = Math.floor(now / this.#slotMs)
    for (; this.#next <= last; this.#next++) this.#sweep(this.#next, now, timeoutMs, silent)
    return silent
  }

  /** Sorts everything anew after the time-out has changed. */
  rearrange(timeoutMs: number): void {
    const all = [...this.#slots.values()].flatMap((slot) => [...slot]) as T[]
    this.#slots.clear()
    for (const item of all) this.watch(item, timeoutMs)
  }

  #sweep(number: number, now: number, timeoutMs: number, silent: T[]): void {
    const slot = this.#slots.get(number)
    if (slot === undefined) return
    this.#slots.delete(number)
    for (const item of slot as Set<T>) {
      item.slot = undefined
      if (now - item.lastSeen > timeoutMs) silent.push(item)
      else this.#later(item, number, timeoutMs)
    }
  }

  #later(item: T, current: number, timeoutMs: number): void {
    this.watch(item, timeoutMs)
    // Alive by less than a slot: not into the one that is just being emptied.
    if (item.slot !== this.#slots.get(current)) return
    this.unwatch(item)
    this.#slots.delete(current)
    const later = this.#slots.get(current + 1) ?? new Set<Watched>()
    this.#slots.set(current + 1, later)
    later.add(item)
    item.slot = later
  }
}
