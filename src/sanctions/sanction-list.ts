import { parseRange } from '../chat/address.ts'
import { ChatctlError } from '../errors/chatctl-error.ts'
import { type MessageValues, render } from '../messages/index.ts'
import { watchFile } from '../store/watch.ts'
import { Draft } from './draft.ts'
import { ExpiryTimer } from './expiry-timer.ts'
import { notWritten, reasonOf } from './failures.ts'
import { type Difference, InForce } from './in-force.ts'
import { noticeOf } from './notices.ts'
import { OrderQueue } from './order-queue.ts'
import type { NewSanction, Sanction, SanctionChange, SanctionKind, SanctionNotice } from './sanction.ts'
import { SanctionFiles } from './sanction-files.ts'

export interface SanctionListOptions {
  readonly kind: SanctionKind
  /** The original's plain JSON array of strings, absolute path. */
  readonly file: string
  /** `data.directory`: journal and lock file; made when the first sanction is written. */
  readonly directory: string
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly onNotice?: (notice: SanctionNotice) => void
}

/** When an expired entry that could not be written out is tried again. */
const RETRY_MS = 60_000

/** The ban or the mute list: matched in memory ({@link InForce}), durable on disk ({@link SanctionFiles}; WIRE 13, 17 #19). */
export class SanctionList {
  readonly kind: SanctionKind
  readonly #files: SanctionFiles
  readonly #now: () => number
  readonly #onNotice: ((notice: SanctionNotice) => void) | undefined
  readonly #listeners = new Set<(change: SanctionChange) => void>()
  readonly #inForce = new InForce()
  readonly #timer: ExpiryTimer
  readonly #queue: OrderQueue<Draft>
  readonly #closed = new AbortController()
  #watching: AbortSignal | undefined

  private constructor({ kind, file, directory, now, onNotice }: SanctionListOptions) {
    this.kind = kind
    this.#files = new SanctionFiles(kind, file, directory)
    this.#now = now
    this.#onNotice = onNotice
    this.#queue = new OrderQueue((changes) => this.#carryOut(changes))
    this.#timer = new ExpiryTimer(now, () => this.#tidy())
  }

  /**
   * Reads the files and writes nothing. A missing list is an empty one; of a broken list the addresses that can be read
   * are in force, {@link error} says what is wrong, and the file stays as it is until the next write sets it aside.
   *
   * @throws ChatctlError sanctions/unreadable where the system refuses to read
   */
  static async open(options: SanctionListOptions): Promise<SanctionList> {
    const list = new SanctionList(options)
    await list.#files.open()
    list.#takeOver()
    const problem = list.error
    if (problem) list.#notify('brokenAtStart', { problem, count: list.#inForce.listed })
    return list
  }

  /** The sanction in force for an address, or undefined; a Map look-up for an address asked before. */
  match(address: string): Sanction | undefined {
    return this.#inForce.match(address, this.#now())
  }

  /** Those in force, in the order of the file. */
  entries(): Sanction[] {
    return this.#inForce.entries(this.#now())
  }

  get size(): number {
    return this.entries().length
  }

  /** Why the list file as it stands is not in force (file, line, column), or null. */
  get error(): string | null {
    return this.#files.problem && render(this.#files.problem)
  }

  /**
   * Adds an address or range, or replaces the reason and the expiry of one that is there. Resolves when it is on disk
   * and in force.
   *
   * @throws ChatctlError sanctions/not-an-address, sanctions/bad-duration, sanctions/locked, sanctions/not-written:
   *   nothing has changed then
   */
  async add(sanction: NewSanction): Promise<Sanction> {
    const { address, seconds } = sanction
    if (parseRange(address.trim()) === undefined) {
      throw new ChatctlError('sanctions/not-an-address', { text: address })
    }
    if (seconds !== undefined && !(seconds > 0)) {
      throw new ChatctlError('sanctions/bad-duration', { text: String(seconds) })
    }
    return this.#queue.order((draft) => draft.add(sanction, this.#now()))
  }

  /**
   * Removes an address or range however it is spelt (`::ffff:10.0.0.7` is `10.0.0.7`); a range that merely covers the
   * address stays. Resolves when that is on disk; [] where it was not listed.
   *
   * @throws ChatctlError sanctions/locked, sanctions/not-written: nothing has changed then
   */
  async remove(address: string): Promise<Sanction[]> {
    return this.#queue.order((draft) => draft.remove(address))
  }

  /**
   * Writes the list where its file is missing, or broken (it is kept aside then). Resolves when that is on disk.
   *
   * @throws ChatctlError sanctions/locked, sanctions/not-written
   */
  async save(): Promise<void> {
    await this.#queue.order((draft) => {
      draft.changed = true
    })
  }

  /** Reads the list file again now; an unreadable one sets {@link error} and changes nothing. */
  async reload(): Promise<Difference> {
    return this.#queue.inTurn(() => this.#refresh())
  }

  /** Calls the listener, which must not throw, after each change that is in force; gives the function that ends it. */
  onChange(listener: (change: SanctionChange) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** For the running server: follows hand edits and takes expired entries out of the files, until the signal. */
  watch(signal: AbortSignal): void {
    const until = AbortSignal.any([signal, this.#closed.signal])
    if (until.aborted) return
    this.#watching = until
    until.addEventListener('abort', () => this.#timer.stop(), { once: true })
    const follow = () => void this.reload().then(() => this.#tidy())
    watchFile(this.#files.path, follow, { signal: until })
    void this.#files.clean()
    follow()
  }

  /** Waits for writes under way; neither watches nor expires anything afterwards. */
  async close(): Promise<void> {
    this.#closed.abort()
    await this.#queue.idle()
  }

  async #carryOut(changes: readonly ((draft: Draft) => unknown)[]): Promise<unknown[]> {
    try {
      const { results, change } = await this.#commit((draft) => changes.map((apply) => apply(draft)))
      this.#emit('command', change)
      return results
    } catch (error) {
      throw notWritten(this.#files.path, error)
    }
  }

  /** Reads, changes and writes the files while no other process does. */
  #commit<T>(change: (draft: Draft) => T): Promise<{ results: T; change: Difference }> {
    return this.#files.exclusive(async () => {
      await this.#refresh()
      const draft = new Draft(this.entries(), (address) => this.#inForce.spellings(address))
      const results = change(draft)
      const nothing = !draft.changed && !this.#files.orderly
      const copy = nothing ? null : await this.#files.write(draft, this.#now())
      if (copy !== null) this.#notify('setAside', { file: this.#files.path, copy })
      return { results, change: this.#takeOver() }
    })
  }

  async #refresh(): Promise<Difference> {
    const before = this.error
    if (!(await this.#files.refresh())) return { added: [], removed: [] }
    const problem = this.error
    if (problem !== null && problem !== before) this.#notify('editRefused', { problem })
    if (problem === null && before !== null) this.#notify('editMended', { file: this.#files.path })
    const change = this.#takeOver()
    this.#emit('file', change)
    return change
  }

  /** Brings what the files say into force. */
  #takeOver(): Difference {
    const change = this.#inForce.takeOver(this.#files.sanctions())
    this.#arm()
    return change
  }

  /** In the running server, sets the timer for the next end of a sanction. */
  #arm(): void {
    if (this.#watching?.aborted !== false) return
    this.#timer.set(this.#inForce.nextEnd(this.#now()))
  }

  /** Takes what is over out of the files, in the running server; a broken or missing list file is left alone. */
  #tidy(): void {
    if (this.#watching?.aborted !== false) return
    this.#arm()
    const due = this.size < this.#inForce.listed || this.#files.hasOrphans()
    if (!due || !this.#files.orderly) return
    void this.#queue.inTurn(async () => {
      try {
        const { change } = await this.#commit(() => {})
        this.#emit('expiry', change)
      } catch (error) {
        this.#notify('expiryNotWritten', { file: this.#files.path, detail: reasonOf(error) })
        if (this.#watching?.aborted === false) this.#timer.set(this.#now() + RETRY_MS)
      }
    })
  }

  #emit(cause: SanctionChange['cause'], { added, removed }: Difference): void {
    if (added.length + removed.length === 0) return
    for (const listener of this.#listeners) listener({ kind: this.kind, cause, added, removed })
  }

  #notify(text: Parameters<typeof noticeOf>[0], values: MessageValues): void {
    this.#onNotice?.({ ...noticeOf(text, values), list: this.kind })
  }
}
