import { scratchFolder } from '../../../helpers/chatctl.ts'
import type { ScriptCoverage } from '../../guided/block-map.ts'
import type { Meter } from '../../guided/meter.ts'
import { Cage } from './cage.ts'
import type { Call } from './call.ts'
import { runCold } from './cold.ts'
import { judgeEnd } from './verdict.ts'
import { Warm } from './warm.ts'

/** Runs calls in processes that stay, one for each language, and what seems to be a fault once more in a process of its own. */
export class Attempts implements Meter {
  readonly #cage: Cage
  readonly #warm: { readonly en: Warm; readonly zh: Warm }
  #unconfirmed = 0

  private constructor(cage: Cage) {
    this.#cage = cage
    this.#warm = { en: new Warm(cage), zh: new Warm(cage) }
  }

  static async begin(): Promise<Attempts> {
    return new Attempts(await Cage.open())
  }

  /** @throws where one does not end as every call must */
  async judge(calls: readonly Call[]): Promise<void> {
    const [zh, en] = [calls.filter(({ isChinese }) => isChinese), calls.filter(({ isChinese }) => !isChinese)]
    const one = async (warm: Warm, mine: readonly Call[]) => {
      for (const call of mine) await this.#attempt(call, warm)
    }
    const ends = await Promise.allSettled([one(this.#warm.zh, zh), one(this.#warm.en, en)])
    for (const end of ends) if (end.status === 'rejected') throw end.reason
  }

  async take(): Promise<readonly ScriptCoverage[]> {
    const reports = await Promise.all([this.#warm.en.take(), this.#warm.zh.take()])
    return reports.flat()
  }

  close(): void {
    this.#warm.en.close()
    this.#warm.zh.close()
    this.#cage.close()
  }

  async end(): Promise<string> {
    this.close()
    const starts = this.#warm.en.starts + this.#warm.zh.starts
    return `${starts} processes; ${this.#unconfirmed} faults only in a process that has run other commands`
  }

  async #attempt(call: Call, warm: Warm): Promise<void> {
    const run = async (how: (folder: string) => ReturnType<typeof runCold>) => {
      using scratch = scratchFolder()
      await this.#cage.furnish(scratch.path, call)
      judgeEnd(call, await how(scratch.path), scratch.path)
    }
    try {
      return await run((folder) => warm.run(call, folder))
    } catch (error) {
      if (process.env.FUZZ_SHOW)
        console.log('warm', JSON.stringify(call), (error as Error).message.slice(0, 400))
      warm.close()
    }
    try {
      await run((folder) => runCold(call, folder, this.#cage))
      this.#unconfirmed++
    } catch (error) {
      throw new Error(`${(error as Error).message} (${JSON.stringify(call)})`, { cause: error })
    }
  }
}
