import { join } from 'node:path'
import type { Message } from '../messages/index.ts'
import { removeDrafts } from '../store/draft.ts'
import { withLock } from '../store/lock-file.ts'
import { DetailsJournal } from './details-journal.ts'
import type { Draft } from './draft.ts'
import { unreadable } from './failures.ts'
import { ListFile } from './list-file.ts'
import type { Sanction, SanctionKind } from './sanction.ts'

/** How long another process may hold the list. */
const LOCK_MS = 5000

/**
 * A ban or mute list on disk. Two files hold it: the list file says which addresses are listed, for people and for the
 * original server; the journal says why, by whom and until when, and counts only for addresses that the list file names.
 *
 * A change is written in this order, so that whatever a crash leaves is the state before it or after it:
 *
 * 1. journal: the details of what comes. A crash here leaves details of an address that is not listed: ignored, and
 *    forgotten at the next write. The other order could turn two hours into for ever.
 * 2. list file: replaced as a whole.
 * 3. journal: the details of what has gone are forgotten. A crash before this is like one after 1.
 *
 * Nothing is kept in memory alone, so every write starts by reading what people or other commands have changed.
 */
export class SanctionFiles {
  readonly #list: ListFile
  readonly #journal: DetailsJournal
  readonly #lock: string

  /**
   * @param list the original's array of addresses
   * @param directory where `bans.journal.jsonl` and `bans.lock` are, or those of the mutes
   */
  constructor(kind: SanctionKind, list: string, directory: string) {
    this.#list = new ListFile(list)
    this.#journal = new DetailsJournal(join(directory, `${kind}s.journal.jsonl`))
    this.#lock = join(directory, `${kind}s.lock`)
  }

  /** The list file. */
  get path(): string {
    return this.#list.path
  }

  /** Why the list file as it stands is refused. */
  get problem(): Message | null {
    return this.#list.problem
  }

  /** Whether the list file is there and in force: housekeeping writes only then. */
  get orderly(): boolean {
    return this.#list.exists && this.#list.problem === null
  }

  /** In the order of the list file, with those that are over and not written out yet. */
  sanctions(): Sanction[] {
    return this.#list.addresses.map((address) => {
      const { reason = null, by = null, at = null, until = null } = this.#journal.get(address) ?? {}
      return { address, reason, by, at, until }
    })
  }

  /** The first reading. @throws ChatctlError sanctions/unreadable */
  async open(): Promise<void> {
    for (const file of [this.#list, this.#journal]) {
      try {
        await file.refresh()
      } catch (error) {
        throw unreadable(file.path, error)
      }
    }
  }

  /** Reads what has changed on disk. @returns whether anything has */
  async refresh(): Promise<boolean> {
    // The list before the journal: details are written before the address that they belong to.
    const list = await this.#list.refresh()
    const journal = await this.#journal.refresh().catch(() => false)
    return list || journal
  }

  /** Keeps other processes from writing meanwhile. @throws LockedError after 5 s */
  exclusive<T>(work: () => Promise<T>): Promise<T> {
    return withLock(this.#lock, LOCK_MS, work)
  }

  /**
   * Writes the draft, durably; call it within {@link exclusive}, on fresh state.
   *
   * @returns the path of the copy of a broken list file that it replaced, or null
   * @throws the system's error: nothing has changed then
   */
  async write(draft: Draft, nowMs: number): Promise<string | null> {
    const before = new Set(this.#list.addresses)
    const after = [...draft.entries.keys()]
    const orderly = this.orderly
    let copy: string | null = null

    const undo = await this.#journal.record(draft.details)
    if (!orderly || after.length !== before.size || after.some((address) => !before.has(address))) {
      try {
        copy = await this.#list.write(after, nowMs)
      } catch (error) {
        await undo().catch(() => {})
        throw error
      }
    }
    // After a broken list it is not known what was meant to be listed: only what was taken out is forgotten.
    await this.#forget((address) => orderly || before.has(address))
    return copy
  }

  /** Whether the journal speaks of addresses that are not listed. */
  hasOrphans(): boolean {
    const listed = new Set(this.#list.addresses)
    return [...this.#journal.addresses()].some((address) => !listed.has(address))
  }

  /** Removes what killed writers left behind. */
  async clean(): Promise<void> {
    await removeDrafts(this.#list.path)
    await removeDrafts(this.#journal.path)
  }

  /** Step 3. The change stands without it, so a failure is left to the next write. */
  async #forget(which: (address: string) => boolean): Promise<void> {
    const listed = new Set(this.#list.addresses)
    const gone = [...this.#journal.addresses()].filter((address) => !listed.has(address) && which(address))
    try {
      await this.#journal.record(new Map(gone.map((address) => [address, null])))
      await this.#journal.compact()
    } catch {}
  }
}
