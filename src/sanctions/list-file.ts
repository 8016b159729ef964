import { constants, copyFile, open, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Message } from '../messages/index.ts'
import { writeAtomic } from '../store/atomic-write.ts'
import { type Snapshot, snapshot, stampOf } from '../store/file-stamp.ts'
import { makeFolder } from '../store/make-folder.ts'
import { openRegular } from '../store/read-regular.ts'
import { syncFolder } from '../store/sync-folder.ts'
import { reasonOf } from './failures.ts'
import { formatList, type ParsedList, parseList } from './parse-list.ts'

/** A broken file younger than this may be half-way through an editor's save. */
const SAVING_MS = 250
/** Two writes within one tick of the file system's clock can look the same from outside. */
const TICK_MS = 50

/** The original's array of addresses on disk, and what of it is in force. */
export class ListFile {
  readonly path: string
  #addresses: readonly string[] = []
  #problem: Message | null = null
  #content: Buffer | undefined
  /** undefined: read it again whatever it looks like */
  #stamp: string | null | undefined
  #opened = false

  constructor(path: string) {
    this.path = path
  }

  /** In the order of the file; after a refused edit those from before it. */
  get addresses(): readonly string[] {
    return this.#addresses
  }

  /** Why the file as it stands is refused. */
  get problem(): Message | null {
    return this.#problem
  }

  get exists(): boolean {
    return this.#content !== undefined
  }

  /**
   * Reads the file again if it has changed. A missing or broken one changes nothing, except the first time: missing is
   * empty then, and of a broken one what can be saved comes into force rather than nothing.
   *
   * @returns whether {@link addresses} or {@link problem} may have changed
   * @throws the system's error if the first reading is impossible
   */
  async refresh(): Promise<boolean> {
    try {
      if (this.#opened && this.#stamp !== undefined && (await stampOf(this.path)) === this.#stamp) {
        return false
      }
      const found = await this.#readSettled()
      this.#content = found?.snapshot.content
      this.#stamp = found ? found.stamp : null
      this.#problem = found && !found.parsed.ok ? found.parsed.problem : null
      if (found?.parsed.ok) this.#addresses = found.parsed.addresses
      else if (found && !found.parsed.ok && !this.#opened) this.#addresses = found.parsed.salvaged
      this.#opened = true
      return true
    } catch (error) {
      if (!this.#opened) throw error
      this.#stamp = undefined
      const detail = reasonOf(error)
      this.#problem = { key: 'sanctions.broken.unreadable', values: { file: this.path, detail } }
      return true
    }
  }

  /**
   * Replaces the list, durably. A file that cannot be read is copied aside first; a copy rather than a rename, so that
   * no crash leaves the place empty.
   *
   * @returns the path of that copy, or null
   */
  async write(addresses: readonly string[], nowMs: number): Promise<string | null> {
    await makeFolder(dirname(this.path))
    const copy = this.#problem === null ? null : await this.#setAside(nowMs)
    const content = Buffer.from(formatList(addresses))
    try {
      await writeAtomic(this.path, content)
    } catch (error) {
      if (copy !== null) await rm(copy, { force: true }).catch(() => {})
      throw error
    }
    this.#addresses = addresses
    this.#problem = null
    this.#content = content
    // Somebody may have saved an edit right after the replacement; only reading tells.
    this.#stamp = undefined
    return copy
  }

  async #readSettled(): Promise<
    { snapshot: Snapshot; parsed: ParsedList; stamp: string | undefined } | undefined
  > {
    for (;;) {
      const found = await snapshot(this.path)
      if (found === null) return undefined
      const parsed: ParsedList =
        this.#problem === null && this.#content?.equals(found.content)
          ? { ok: true, addresses: this.#addresses }
          : parseList(found.content, this.path)
      const age = Date.now() - found.modified
      if (parsed.ok || age < 0 || age > SAVING_MS) {
        return { snapshot: found, parsed, stamp: age > TICK_MS ? found.stamp : undefined }
      }
      await wait(TICK_MS)
    }
  }

  async #setAside(nowMs: number): Promise<string> {
    // To copy a FIFO would be to wait for somebody who writes into it.
    await (await openRegular(this.path)).close()
    const time = new Date(nowMs).toISOString().slice(0, 19).replaceAll(':', '-')
    for (let attempt = 1; ; attempt++) {
      const copy = `${this.path}.broken-${time}${attempt > 1 ? `-${attempt}` : ''}`
      try {
        await copyFile(this.path, copy, constants.COPYFILE_EXCL)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EEXIST' && attempt < 100) continue
        throw error
      }
      const handle = await open(copy, 'r+')
      await handle.sync().finally(() => handle.close())
      await syncFolder(dirname(copy))
      return copy
    }
  }
}
