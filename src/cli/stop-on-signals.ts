import { EXIT } from '../errors/ids.ts'

/** Signals that ask for an end, with what the program ends with where it is not given the time. */
const ENDS = { SIGINT: EXIT.interrupted, SIGTERM: EXIT.terminated } as const

/** Work that a signal asks to come to its end. */
export interface StopOnSignals {
  /** Aborted by the first signal. */
  readonly signal: AbortSignal
  /** From then on a signal does what it does to any program. */
  release(): void
}

/**
 * From now on Ctrl+C, or `kill`, asks for an end, and work that heeds the signal tells what it has; a second one ends the program
 * at once.
 *
 * The listeners stay: one that is gone lets what ends our children at a signal end this process with them. And a program that
 * the system ended at the second one would leave behind the children that end with ours (`exit`).
 */
export function stopOnSignals(): StopOnSignals {
  const stop = new AbortController()
  const onSignal = (name: NodeJS.Signals) => {
    if (stop.signal.aborted) process.exit(ENDS[name as keyof typeof ENDS])
    stop.abort()
  }
  const names = Object.keys(ENDS) as (keyof typeof ENDS)[]
  for (const name of names) process.on(name, onSignal)
  return {
    signal: stop.signal,
    release() {
      for (const name of names) process.off(name, onSignal)
    },
  }
}
