import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Exit } from '../../../helpers/chatctl.ts'
import type { ScriptCoverage } from '../../guided/block-map.ts'
import type { Cage } from './cage.ts'
import type { Call } from './call.ts'
import { ENOUGH_MS, PATIENCE_MS } from './cold.ts'
import { environmentIn } from './furnish.ts'
import { type Answer, END, type Order } from './orders.ts'
import { isEndless } from './verdict.ts'

const PROGRAM = fileURLToPath(new URL('./inside.ts', import.meta.url))
/** Calls of one process, so that what it remembers does not become too much. */
const MOST_CALLS = 1000

/** Runs calls one after another in a process that stays. */
export class Warm {
  readonly #cage: Cage
  #process: Inside | undefined
  /** Of processes that are gone. */
  #reports: ScriptCoverage[] = []
  starts = 0

  constructor(cage: Cage) {
    this.#cage = cage
  }

  /** Runs one call, in a folder that is furnished. */
  async run(call: Call, folder: string): Promise<Exit> {
    if (this.#process === undefined) {
      this.#process = await Inside.start(this.#cage)
      this.starts++
    }
    const { exit, isSpent } = await this.#process.run(call, folder)
    if (isSpent || this.#process.calls >= MOST_CALLS) {
      this.#reports.push(...(await this.#process.take()))
      this.#process.end()
      this.#process = undefined
    }
    return exit
  }

  async take(): Promise<readonly ScriptCoverage[]> {
    const reports = [...this.#reports, ...((await this.#process?.take()) ?? [])]
    this.#reports = []
    return reports
  }

  close(): void {
    this.#process?.end()
    this.#process = undefined
  }
}

/** The process. */
class Inside {
  calls = 0
  readonly #child: ChildProcess
  readonly #gone: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
  #said = { stdout: '', stderr: '' }
  #onData = () => {}

  private constructor(child: ChildProcess) {
    this.#child = child
    this.#gone = once(child, 'close').then(([code, signal]) => ({ code, signal }))
    for (const name of ['stdout', 'stderr'] as const) {
      child[name]?.setEncoding('utf8').on('data', (text: string) => {
        this.#said[name] += text
        this.#onData()
      })
    }
  }

  static async start(cage: Cage): Promise<Inside> {
    const [command, ...args] = [
      ...cage.within,
      process.execPath,
      '--disable-warning=ExperimentalWarning',
      PROGRAM,
    ]
    const { NODE_OPTIONS: _, NODE_TEST_CONTEXT: __, ...env } = process.env
    const child = spawn(command as string, args, { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
    const inside = new Inside(child)
    const kill = () => inside.end()
    process.once('exit', kill)
    inside.#gone.then(() => process.off('exit', kill))
    const answer = await inside.#answer()
    if (answer === undefined) throw new Error(`it does not start: ${inside.#said.stderr}`)
    await inside.#ended()
    return inside
  }

  async run(call: Call, folder: string): Promise<{ readonly exit: Exit; readonly isSpent: boolean }> {
    this.calls++
    this.#said = { stdout: '', stderr: '' }
    const { CHATCTL_CONFIG: _, NODE_OPTIONS: __, NODE_TEST_CONTEXT: ___, ...env } = process.env
    const order = {
      words: call.words,
      folder,
      env: { ...env, NO_COLOR: '1', ...environmentIn(folder, call) } as Record<string, string>,
      input: call.input ?? '',
    }
    let isAsked = false
    const ask = setTimeout(() => {
      isAsked = true
      this.#child.kill('SIGTERM')
    }, ENOUGH_MS)
    if (!isEndless(call)) clearTimeout(ask)
    const kill = setTimeout(() => this.#child.kill('SIGKILL'), PATIENCE_MS)
    const answer = await this.#answer(order)
    await this.#ended()
    clearTimeout(ask)
    clearTimeout(kill)
    if (answer === undefined || !('code' in answer)) {
      return { exit: { ...(await this.#gone), ...this.#said }, isSpent: true }
    }
    return { exit: { code: answer.code, signal: null, ...this.#said }, isSpent: answer.isSpent || isAsked }
  }

  /** What ran since the last call; nothing where the process is gone. */
  async take(): Promise<readonly ScriptCoverage[]> {
    const answer = await this.#answer({ take: true })
    return answer !== undefined && 'coverage' in answer ? answer.coverage : []
  }

  end(): void {
    this.#child.kill('SIGKILL')
  }

  async #answer(order?: Order): Promise<Answer | undefined> {
    const answer = once(this.#child, 'message').then(([said]) => said as Answer)
    if (order !== undefined) {
      if (!this.#child.connected) return undefined
      this.#child.send(order, () => {})
    }
    return await Promise.race([answer, this.#gone.then(() => undefined)])
  }

  /** Waits for the last of what a command has written, and leaves that. */
  async #ended(): Promise<void> {
    const isThere = () => this.#said.stdout.includes(END) && this.#said.stderr.includes(END)
    await new Promise<void>((resolve) => {
      this.#onData = () => {
        if (isThere()) resolve()
      }
      this.#onData()
      this.#gone.then(() => resolve())
    })
    this.#onData = () => {}
    for (const name of ['stdout', 'stderr'] as const)
      this.#said[name] = this.#said[name].split(END)[0] as string
  }
}
