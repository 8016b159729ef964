import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { Found, Job } from './job.ts'

/** More threads than that do not make a disk faster. */
const MOST_THREADS = 4

/** Where the code of the threads is: beside this file, or in its place in dist/ if this is the built code. */
function workerFile(): string {
  const here = fileURLToPath(import.meta.url)
  if (here.endsWith('.ts')) return here.replace(/thread-pool\.ts$/, 'worker.ts')
  return here.replace(/([\\/])dist[\\/](?!.*[\\/]dist[\\/]).*$/, '$1dist$1logbook$1scan$1worker.js')
}

interface Waiting {
  readonly job: Job
  readonly resolve: (found: Found) => void
  readonly reject: (error: Error) => void
}

/** Threads that search segments of logs. They start with the first job, and keep the process from ending until `close`. */
export class ThreadPool {
  readonly size = Math.min(MOST_THREADS, availableParallelism())
  readonly #idle: Worker[] = []
  readonly #all = new Set<Worker>()
  readonly #busy = new Map<Worker, Waiting>()
  readonly #queue: Waiting[] = []

  run(job: Job): Promise<Found> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ job, resolve, reject })
      this.#next()
    })
  }

  async close(): Promise<void> {
    this.#queue.length = 0
    await Promise.all([...this.#all].map((worker) => worker.terminate()))
  }

  #next(): void {
    if (this.#queue.length === 0) return
    const worker = this.#idle.pop() ?? (this.#all.size < this.size ? this.#start() : undefined)
    const waiting = worker && this.#queue.shift()
    if (worker === undefined || waiting === undefined) return
    this.#busy.set(worker, waiting)
    worker.postMessage(waiting.job)
  }

  #start(): Worker {
    const worker = new Worker(workerFile())
    this.#all.add(worker)
    worker.on('message', (found: Found) => {
      const done = this.#busy.get(worker)
      this.#busy.delete(worker)
      this.#idle.push(worker)
      done?.resolve(found)
      this.#next()
    })
    worker.on('error', (error) => {
      this.#busy.get(worker)?.reject(error as Error)
      this.#busy.delete(worker)
      this.#all.delete(worker)
      this.#next()
    })
    return worker
  }
}
