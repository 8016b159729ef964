/**
 * The results of jobs in the order of the jobs, some of which run ahead.
 *
 * @param ahead how many may run at the same time, asked before each one
 */
export async function* inOrder<Job, Result>(
  jobs: Iterable<Job>,
  run: (job: Job) => Promise<Result>,
  ahead: () => number,
): AsyncGenerator<Result> {
  const running: Promise<Result>[] = []
  for (const job of jobs) {
    const result = run(job)
    // Whoever stops reading does not hear of what was started ahead.
    result.catch(() => {})
    running.push(result)
    while (running.length >= ahead()) yield (await running.shift()) as Result
  }
  for (const result of running) yield await result
}
