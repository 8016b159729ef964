import { AddressList } from '../chat/address-list.ts'
import type { Sanction, SanctionChange } from './sanction.ts'

export type Difference = Pick<SanctionChange, 'added' | 'removed'>

/** What of a list is in force: matched in memory. Times are milliseconds since the epoch. */
export class InForce {
  readonly #rules = new AddressList<Sanction>()
  /** By address, in the order of the file, with those that are over and not written out yet. */
  #sanctions = new Map<string, Sanction>()

  /** The sanction for an address, or undefined; a Map look-up for an address asked before. */
  match(address: string, now: number): Sanction | undefined {
    return this.#rules.match(address, now)
  }

  /** In the order of the file. */
  entries(now: number): Sanction[] {
    return [...this.#sanctions.values()].filter((sanction) => endOf(sanction) > now)
  }

  /** How many the files list, those that are over among them. */
  get listed(): number {
    return this.#sanctions.size
  }

  /** The texts in the list that mean the same range. */
  spellings(address: string): readonly string[] {
    return this.#rules.spellings(address)
  }

  /** When the next sanction ends; Infinity where none does. */
  nextEnd(now: number): number {
    let next = Number.POSITIVE_INFINITY
    for (const sanction of this.#sanctions.values()) {
      const end = endOf(sanction)
      if (end > now && end < next) next = end
    }
    return next
  }

  /** Brings what the files say into force. */
  takeOver(sanctions: Iterable<Sanction>): Difference {
    const before = this.#sanctions
    const added: Sanction[] = []
    this.#sanctions = new Map()
    for (const sanction of sanctions) {
      const old = before.get(sanction.address)
      this.#sanctions.set(sanction.address, sanction)
      if (old && isSame(old, sanction)) continue
      this.#rules.set(sanction.address, sanction, endOf(sanction))
      added.push(sanction)
    }
    const removed = [...before.values()].filter(({ address }) => !this.#sanctions.has(address))
    for (const { address } of removed) this.#rules.delete(address)
    return { added, removed }
  }
}

const endOf = ({ until }: Sanction) => (until === null ? Number.POSITIVE_INFINITY : Date.parse(until))

const isSame = (a: Sanction, b: Sanction) =>
  a.reason === b.reason && a.by === b.by && a.at === b.at && a.until === b.until
