import { join } from 'node:path'
import { writeAtomic } from '../store/atomic-write.ts'
import { snapshot } from '../store/file-stamp.ts'
import { makeFolder } from '../store/make-folder.ts'
import { notWritten, reasonOf } from './failures.ts'
import { noticeOf } from './notices.ts'
import type { SanctionNotice } from './sanction.ts'

export interface GlobalMuteOptions {
  /** `data.directory`; the state is its file `state.json`. */
  readonly directory: string
  readonly onNotice?: (notice: SanctionNotice) => void
}

/** The global mute, which outlives a restart (the original forgot it, WIRE 11). */
export class GlobalMute {
  readonly #path: string
  readonly #directory: string
  #on = false
  #last: Promise<unknown> = Promise.resolve()

  private constructor(directory: string) {
    this.#directory = directory
    this.#path = join(directory, 'state.json')
  }

  /** Reads the state; without a file, or with one that cannot be read (which is told), the mute is off. */
  static async open({ directory, onNotice }: GlobalMuteOptions): Promise<GlobalMute> {
    const mute = new GlobalMute(directory)
    try {
      const found = await snapshot(mute.#path)
      mute.#on = found !== null && JSON.parse(found.content.toString('utf8')).globalMute === true
    } catch (error) {
      onNotice?.(noticeOf('stateUnreadable', { file: mute.#path, detail: reasonOf(error) }))
    }
    return mute
  }

  /** Whether everybody is muted now. */
  get on(): boolean {
    return this.#on
  }

  /**
   * Switches it and resolves when that is on disk.
   *
   * @returns whether it was the other way before
   * @throws ChatctlError sanctions/not-written: nothing has changed then
   */
  async set(on: boolean): Promise<boolean> {
    const turn = this.#last.then(() => this.#write(on))
    this.#last = turn.catch(() => {})
    return turn
  }

  async #write(on: boolean): Promise<boolean> {
    if (this.#on === on) return false
    try {
      await makeFolder(this.#directory)
      await writeAtomic(this.#path, `${JSON.stringify({ globalMute: on })}\n`)
    } catch (error) {
      throw notWritten(this.#path, error)
    }
    this.#on = on
    return true
  }

  /** Waits for a write under way. */
  async close(): Promise<void> {
    await this.#last
  }
}
