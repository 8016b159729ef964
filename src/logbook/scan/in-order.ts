/** Where jobs are done. */
export interface Places<Job, Result> {
  /** Does a job at once. */
  here(job: Job): Result
  /** Whether it is not worth doing others at the same time. */
  isAlone(job: Job): boolean
  /** undefined where there is no room for another one now */
  elsewhere(job: Job): Promise<Result> | undefined
}

/** So many results wait at most for one that takes longer. */
const MOST_WAITING = 16

/** The results of jobs in the order of the jobs, some of which are done ahead: elsewhere if there is room, or else here. */
export async function* inOrder<Job, Result>(
  jobs: Iterable<Job>,
  { here, isAlone, elsewhere }: Places<Job, Result>,
): AsyncGenerator<Result> {
  const waiting: Promise<Result>[] = []
  for (const job of jobs) {
    if (isAlone(job)) {
      yield here(job)
      continue
    }
    const ahead = elsewhere(job)
    if (ahead !== undefined) {
      // Whoever stops reading does not hear of what was started ahead.
      ahead.catch(() => {})
      waiting.push(ahead)
      continue
    }
    waiting.push(Promise.resolve(here(job)))
    // the turn of what has come from elsewhere meanwhile
    await new Promise(setImmediate)
    while (waiting.length > 0 && (waiting.length >= MOST_WAITING || (await isThere(waiting[0])))) {
      yield (await waiting.shift()) as Result
    }
  }
  for (const result of waiting) yield await result
}

/** Whether a promise has its result. */
async function isThere(promise: Promise<unknown> | undefined): Promise<boolean> {
  const notYet = {}
  return (await Promise.race([promise, notYet])) !== notYet
}
