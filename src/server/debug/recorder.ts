import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { getHeapStatistics } from 'node:v8'
import type { DebugJob, DebugKind, DebugPlan } from '../../control/methods.ts'
import { ChatctlError } from '../../errors/chatctl-error.ts'
import type { OperationContext } from '../operations/context.ts'
import type { ServiceManager } from '../systemd.ts'
import { profileCpu } from './cpu-profile.ts'
import { DebugFolder } from './folder.ts'
import { handlesOf } from './handles.ts'
import { writeHeap } from './heap.ts'

const MIB = 1024 * 1024
const ENDINGS: Record<DebugKind, string> = { heap: 'heapsnapshot', cpu: 'cpuprofile', handles: 'json' }
/** The answer to whoever asked is on its way before everything stands still, in ms. */
const BEFORE_PAUSE_MS = 100
/** Measured on a busy machine of two cores: bytes of heap that a snapshot takes in a millisecond. */
const HEAP_BYTES_PER_MS = 10_000

export interface RecorderOptions {
  readonly context: OperationContext
  readonly manager: ServiceManager
  /** `data.directory` */
  readonly directory: string
}

/** Takes heap snapshots, CPU profiles and lists of handles of this process, one at a time, into files. */
export class DebugRecorder {
  readonly #options: RecorderOptions
  readonly #folder: DebugFolder
  readonly #ending = new AbortController()
  #job: DebugJob | null = null
  #count = 0

  constructor(options: RecorderOptions) {
    this.#options = options
    this.#folder = new DebugFolder(join(options.directory, 'debug'))
  }

  /** What a recording would cost; nothing is done. */
  async plan({ kind, seconds = 0 }: { kind: DebugKind; seconds?: number }): Promise<DebugPlan> {
    const heapBytes = getHeapStatistics().used_heap_size
    return {
      kind,
      folder: this.#folder.path,
      freeBytes: await this.#folder.freeBytes(),
      needBytes: needOf(kind, heapBytes, seconds),
      pauseMs: kind === 'heap' ? Math.round(heapBytes / HEAP_BYTES_PER_MS) : 0,
      needMemoryBytes: kind === 'heap' ? heapBytes : 0,
      freeMemoryBytes: process.availableMemory(),
      clients: this.#options.context.chat.clients.size,
    }
  }

  /** The recording that runs, or else the last one; null where there was none yet. */
  get job(): DebugJob | null {
    return this.#job
  }

  /**
   * Begins a recording and returns at once.
   *
   * @throws ChatctlError `debug/busy`, `debug/not-written`
   */
  async start(wanted: { kind: DebugKind; seconds?: number; by: string }): Promise<DebugJob> {
    if (this.#job?.state === 'running') throw new ChatctlError('debug/busy', { path: this.#job.path })
    const { kind, by } = wanted
    const { chat, now } = this.#options.context
    const moment = new Date(now()).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')
    // The number keeps two of one second apart, and this process's from an earlier one's.
    const name = `${kind}-${moment}-${process.pid}-${++this.#count}.${ENDINGS[kind]}`
    const path = join(this.#folder.path, name)
    this.#job = { kind, path, state: 'running', bytes: 0, pauseMs: 0, code: null }
    try {
      await this.#folder.prepare()
    } catch (error) {
      this.#fail(error)
      throw new ChatctlError('debug/not-written', { path, code: codeOf(error) }, { cause: error })
    }
    chat.log.event('admin/debug', { reason: kind, path, by })
    chat.log.flush()
    void this.#record(this.#job, wanted.seconds ?? 0)
    return this.#job
  }

  close(): void {
    this.#ending.abort()
  }

  async #record(job: DebugJob, seconds: number): Promise<void> {
    let pauseMs = 0
    try {
      const bytes = await this.#folder.fill(job.path, async (draft) => {
        if (job.kind === 'heap') pauseMs = await this.#recordHeap(draft)
        else await writeFile(draft, await this.#textOf(job.kind, seconds), { flag: 'wx', mode: 0o600 })
      })
      this.#job = { ...job, state: 'done', bytes, pauseMs }
    } catch (error) {
      this.#fail(error)
    }
  }

  #textOf(kind: 'cpu' | 'handles', seconds: number): string | Promise<string> {
    if (kind === 'handles') return handlesOf(this.#options.context)
    return profileCpu(seconds * 1000, this.#ending.signal)
  }

  /** @returns how long everything stood still, in ms */
  async #recordHeap(draft: string): Promise<number> {
    await new Promise((resolve) => setTimeout(resolve, BEFORE_PAUSE_MS))
    const { context, manager } = this.#options
    context.chat.turn.flush()
    const resume = manager.holdWatchdog()
    const start = performance.now()
    try {
      writeHeap(draft)
    } finally {
      resume()
    }
    return Math.round(performance.now() - start)
  }

  #fail(error: unknown): void {
    if (this.#job !== null) this.#job = { ...this.#job, state: 'failed', code: codeOf(error) }
  }
}

/** Measured: a snapshot is smaller than twice its heap, and a profile grows by 100 KiB a second under load. */
function needOf(kind: DebugKind, heapBytes: number, seconds: number): number {
  if (kind === 'heap') return 2 * heapBytes + 8 * MIB
  return (kind === 'cpu' ? 2 + seconds / 4 : 1) * MIB
}

function codeOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  return code ?? message
}
