import { stampOf } from '../store/file-stamp.ts'
import { Journal } from '../store/journal.ts'

/** What the plain list cannot hold about an entry; the fields of a sanction. */
export interface Details {
  readonly reason: string | null
  readonly by: string | null
  readonly at: string | null
  readonly until: string | null
}

/** Records beyond twice the living ones that are tolerated before the journal is written anew. */
const SLACK = 256

/** Reason, author, time and expiry by address, as JSON lines: the last one about an address counts. */
export class DetailsJournal {
  readonly #journal: Journal
  #details = new Map<string, Details>()
  #records = 0
  #stamp: string | null | undefined

  constructor(path: string) {
    this.#journal = new Journal(path)
  }

  get path(): string {
    return this.#journal.path
  }

  get(address: string): Details | undefined {
    return this.#details.get(address)
  }

  addresses(): IterableIterator<string> {
    return this.#details.keys()
  }

  /**
   * Reads the journal again if another process has written it. One that somebody has removed leaves the details in
   * force, and the next write brings it back: without it, two hours would become for ever.
   *
   * @returns whether the details may have changed
   * @throws the system's error
   */
  async refresh(): Promise<boolean> {
    const stamp = await stampOf(this.path)
    if (stamp === this.#stamp) return false
    if (stamp === null) {
      this.#stamp = null
      this.#records = this.#details.size > 0 ? Number.POSITIVE_INFINITY : 0
      return false
    }
    const records = await this.#journal.read()
    this.#details = new Map()
    this.#records = records.length
    for (const record of records) this.#replay(record)
    this.#stamp = stamp
    return true
  }

  /**
   * Adds details, or takes them away where null, durably.
   *
   * @returns what takes these records back, for a change that fails further on
   */
  async record(changes: ReadonlyMap<string, Details | null>): Promise<() => Promise<void>> {
    const records = [...changes].map(([address, details]) =>
      details ? { op: 'set', address, ...details } : { op: 'forget', address },
    )
    const undo = await this.#journal.append(records)
    const before = new Map([...changes.keys()].map((address) => [address, this.#details.get(address)]))
    for (const record of records) this.#replay(record)
    this.#records += records.length
    this.#stamp = await stampOf(this.path)
    return async () => {
      for (const [address, details] of before) {
        if (details) this.#details.set(address, details)
        else this.#details.delete(address)
      }
      this.#stamp = undefined
      await undo()
    }
  }

  /** Writes the journal anew when most of it is about entries that are gone. */
  async compact(): Promise<void> {
    if (this.#records <= this.#details.size * 2 + SLACK) return
    await this.#journal.compact(
      [...this.#details].map(([address, details]) => ({ op: 'set', address, ...details })),
    )
    this.#records = this.#details.size
    this.#stamp = await stampOf(this.path)
  }

  #replay(record: unknown): void {
    const { op, address, reason, by, at, until } = Object(record) as Record<string, unknown>
    if (typeof address !== 'string') return
    if (op === 'forget') this.#details.delete(address)
    if (op !== 'set') return
    this.#details.set(address, { reason: text(reason), by: text(by), at: date(at), until: date(until) })
  }
}

const text = (value: unknown) => (typeof value === 'string' ? value : null)
const date = (value: unknown) =>
  typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? value : null
