import type { Host } from '../host/host.ts'
import { provenance } from '../host/live-host.ts'
import { type Observed, unseen } from '../host/observed.ts'
import { COLLECTORS } from './collectors.ts'
import type { FactName, Facts, FactValues } from './facts.ts'
import type { Target } from './target.ts'

/** Generous, because a machine in trouble is slow: what is slower than this is a finding by itself. */
const LIMIT_MS = 5000

export interface CollectOptions {
  /** The facts that are wanted; the others are unseen. */
  readonly names: readonly FactName[]
  /** For all of them together, in ms. */
  readonly deadlineMs: number
  readonly signal: AbortSignal
  /** Called as each fact comes in. */
  readonly onFact?: (name: FactName, done: number, of: number) => void
}

/**
 * Collects facts, all at once. Each has its own time limit and all have one deadline; a collector that throws or hangs
 * costs its own fact only. Never rejects.
 */
export async function collect(host: Host, target: Target, options: CollectOptions): Promise<Facts> {
  const { names, deadlineMs, signal, onFact } = options
  let done = 0
  const pairs = Object.keys(COLLECTORS).map(async (key) => {
    const name = key as FactName
    if (!names.includes(name)) return [name, notAsked(name)] as const
    const limit = Math.min(COLLECTORS[name].timeoutMs ?? LIMIT_MS, deadlineMs)
    const fact = await collectOne(name, host, target, limit, signal)
    onFact?.(name, ++done, names.length)
    return [name, fact] as const
  })
  return Object.fromEntries(await Promise.all(pairs)) as unknown as Facts
}

async function collectOne(
  name: FactName,
  host: Host,
  target: Target,
  limitMs: number,
  signal: AbortSignal,
): Promise<Observed<FactValues[FactName]>> {
  const start = performance.now()
  const timeUp = new AbortController()
  const either = AbortSignal.any([signal, timeUp.signal])
  const late = new Promise<Observed<never>>((resolve) => {
    either.addEventListener('abort', () =>
      resolve(unseen('timeout', `${Math.round(performance.now() - start)} ms`, provenance(name, start))),
    )
  })
  const timer = setTimeout(() => timeUp.abort(), limitMs)
  // A moment of grace: a collector that heeds its signal may still say what it has.
  const work = Promise.resolve()
    .then((): Promise<Observed<FactValues[FactName]>> => COLLECTORS[name].collect(host, target, either))
    .catch((error: unknown) => unseen('failed', String(error), provenance(name, start)))
  try {
    return await Promise.race([work, late.then((none) => Promise.race([work, after(50, none)]))])
  } finally {
    clearTimeout(timer)
    // Ends what came too late; and a joined signal that somebody listens to stays in memory until it is aborted, which a
    // monitor that looks for months would feel.
    timeUp.abort()
  }
}

function after<T>(ms: number, value: T): Promise<T> {
  return new Promise((resolve) => setTimeout(resolve, ms, value))
}

function notAsked(name: FactName): Observed<never> {
  return unseen('unsupported', 'not asked for', provenance(name, performance.now()))
}
