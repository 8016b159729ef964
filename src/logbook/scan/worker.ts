import { parentPort } from 'node:worker_threads'
import { type Job, runJob } from './job.ts'

// A thread of ThreadPool: does one job after the other.
parentPort?.on('message', (job: Job) => {
  const found = runJob(job)
  parentPort?.postMessage(found, [found.places.buffer as ArrayBuffer])
})
