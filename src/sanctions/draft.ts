import { canonicalRange } from '../chat/address.ts'
import type { Details } from './details-journal.ts'
import type { NewSanction, Sanction } from './sanction.ts'

/** The list as it is to be, while a group of commands is put together for one write. */
export class Draft {
  /** In the order of the file. */
  readonly entries: Map<string, Sanction>
  /** What the journal learns before the list is replaced. */
  readonly details = new Map<string, Details>()
  /** Whether a command has changed anything, or wants it to be written in any case. */
  changed = false
  readonly #spellings: (address: string) => readonly string[]

  /** @param spellings the texts in the list in force that mean the same range */
  constructor(entries: Iterable<Sanction>, spellings: (address: string) => readonly string[]) {
    this.entries = new Map(Array.from(entries, (sanction) => [sanction.address, sanction]))
    this.#spellings = spellings
  }

  /** Adds under the one spelling that the original's exact comparison finds; other spellings give way to it. */
  add({ address, reason, by, seconds }: NewSanction, nowMs: number): Sanction {
    const text = canonicalRange(address) ?? address
    const details: Details = {
      reason: reason || null,
      by: by || null,
      at: isoTime(nowMs),
      until: seconds === undefined ? null : isoTime(nowMs + seconds * 1000),
    }
    const sanction: Sanction = { address: text, ...details }
    for (const same of this.#same(address)) if (same !== text) this.#drop(same)
    this.entries.set(text, sanction)
    this.details.set(text, details)
    this.changed = true
    return sanction
  }

  remove(address: string): Sanction[] {
    const removed = this.#same(address).flatMap((text) => this.entries.get(text) ?? [])
    for (const { address: text } of removed) this.#drop(text)
    return removed
  }

  #same(address: string): string[] {
    const texts = new Set([address, canonicalRange(address) ?? address, ...this.#spellings(address)])
    return [...texts].filter((text) => this.entries.has(text))
  }

  #drop(text: string): void {
    this.entries.delete(text)
    this.details.delete(text)
    this.changed = true
  }
}

/** Times beyond what a date can hold become the last one that it can. */
const isoTime = (ms: number) => new Date(Math.min(ms, 8.64e15)).toISOString()
