import { Canary, type CanaryOptions, type Echo, type EntryFailure } from './canary.ts'
import type { ChatAddress } from './connect.ts'
import type { Hop } from './hop.ts'

export interface ProbeOptions extends Omit<CanaryOptions, 'address'> {
  readonly tls?: ChatAddress['tls']
  /** A step that takes longer makes the outcome `slow`; 1000 if not given. */
  readonly slowMs?: number
}

const SLOW_MS = 1000

/**
 * Finds out whether one can chat at an address: connects, is greeted, and says something that must be heard.
 *
 * With a token two clients do so, whom nobody notices; the server is then known to pass on what is said. Without one a single
 * client comes as a user would, is subject to all limits, and asks to hear itself; a server that does not know how (the
 * Python ones) is only connected to and greeted by, since anything more would be seen by its users.
 *
 * @example await probe('127.0.0.1', 3000, { timeoutMs: 3000, now: performance.now })
 * @throws the signal's reason if that was aborted; nothing else
 */
export async function probe(host: string, port: number, options: ProbeOptions): Promise<Hop> {
  const { tls, now, timeoutMs, slowMs = SLOW_MS } = options
  const deadline = now() + timeoutMs
  const place = { host, port, tls: tls !== undefined }
  const canary = await Canary.enter({ ...options, address: { host, port, tls } })
  if (!(canary instanceof Canary)) return failedHop(place, canary)
  try {
    const echo = await canary.echo(Math.max(1, deadline - now()))
    return hopOf(place, canary, echo, slowMs)
  } finally {
    await canary.leave()
  }
}

type Place = Pick<Hop, 'host' | 'port' | 'tls'>

/** The hop of a canary that never came in. */
export function failedHop(place: Place, failure: EntryFailure): Hop {
  return { ...place, ...failure, marked: false, rules: null, welcomeMs: null, echoMs: null }
}

/** The hop of a canary that came in, and of what it heard there. */
export function hopOf(place: Place, canary: Canary, echo: Echo, slowMs: number): Hop {
  const { facts } = canary
  if ('outcome' in echo) return { ...place, ...facts, ...echo, echoMs: null }
  const { echoMs } = echo
  const slowest = Math.max(facts.connectMs ?? 0, facts.welcomeMs ?? 0, echoMs ?? 0)
  return { ...place, ...facts, echoMs, outcome: slowest > slowMs ? 'slow' : 'ok', step: null, detail: '' }
}
