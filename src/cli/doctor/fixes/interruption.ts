const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Runs work that must not be torn: a signal to end only aborts, and the work comes to a clean stop by itself.
 *
 * @param work  gets the signal that says so
 */
export async function undisturbed<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const ending = new AbortController()
  const abort = () => ending.abort()
  for (const name of SIGNALS) process.on(name, abort)
  try {
    return await work(ending.signal)
  } finally {
    for (const name of SIGNALS) process.off(name, abort)
  }
}
