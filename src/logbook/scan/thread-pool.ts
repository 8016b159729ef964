import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { Found, Job } from './job.ts'

/** More threads than that, this one included, do not make a disk faster, and each takes memory. */
const MOST_THREADS = 3
/** Jobs that a thread has before it: one that it does, and one that it finds when it has done that. */
const AHEAD = 2
/** A search leaves little behind; without a limit V8 lets the garbage of each thread grow to three times this. */
const YOUNG_MB = 2

/** Where the code of the threads is: beside this file, or in its place in dist/ if this is the built code. */
function workerFile(): string {
  const here = fileURLToPath(import.meta.url)
  if (here.endsWith('.ts')) return here.replace(/thread-pool\.ts$/, 'worker.ts')
  return here.replace(/([\\/])dist[\\/](?!.*[\\/]dist[\\/]).*$/, '$1dist$1logbook$1scan$1worker.js')
}

interface Waiting {
  readonly resolve: (found: Found) => void
  readonly reject: (error: Error) => void
}

/**
 * Threads beside this one that search segments of logs. They start with the first job, and keep the process from ending
 * until `close`.
 */
export class ThreadPool {
  readonly #most = Math.min(MOST_THREADS, availableParallelism()) - 1
  /** What each thread has before it, in order. */
  readonly #threads = new Map<Worker, Waiting[]>()

  /** Whether a thread would soon come to another job. */
  get hasRoom(): boolean {
    return this.#freest() !== undefined || this.#threads.size < this.#most
  }

  /** Has a thread do a job, where there {@link hasRoom}. */
  run(job: Job): Promise<Found> {
    return new Promise((resolve, reject) => {
      const worker = this.#threads.size < this.#most ? this.#start() : (this.#freest() as Worker)
      this.#threads.get(worker)?.push({ resolve, reject })
      worker.postMessage(job)
    })
  }

  async close(): Promise<void> {
    const workers = [...this.#threads.keys()]
    this.#threads.clear()
    await Promise.all(workers.map((worker) => worker.terminate()))
  }

  #freest(): Worker | undefined {
    let freest: Worker | undefined
    let least = AHEAD
    for (const [worker, { length }] of this.#threads) {
      if (length >= least) continue
      freest = worker
      least = length
    }
    return freest
  }

  #start(): Worker {
    const worker = new Worker(workerFile(), { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } })
    this.#threads.set(worker, [])
    worker.on('message', (found: Found) => this.#threads.get(worker)?.shift()?.resolve(found))
    worker.on('error', (error) => {
      for (const { reject } of this.#threads.get(worker) ?? []) reject(error as Error)
      this.#threads.delete(worker)
    })
    return worker
  }
}
