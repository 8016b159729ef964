import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { acknowledge, acknowledgementsPath, parseAcknowledgements } from '../doctor/acknowledged.ts'
import { CHECKS } from '../doctor/catalogue.ts'
import type { CheckResult } from '../doctor/check.ts'
import { runChecks } from '../doctor/run-checks.ts'
import { type Verdict, verdictOf } from '../doctor/verdict.ts'
import { collect } from '../facts/collect.ts'
import { COLLECTORS } from '../facts/collectors.ts'
import type { FactName, Facts } from '../facts/facts.ts'
import type { DiskSample } from '../facts/sample-ring.ts'
import { findTarget, type Target } from '../facts/target.ts'
import type { Host } from '../host/host.ts'

/** All facts together; what is late is unseen. */
const DEADLINE_MS = 7000

/** Which server is watched. */
export interface Watched {
  readonly config: string | undefined
  readonly unit: string
}

/** One look at a server by all checks of doctor. */
export interface Look {
  readonly target: Target
  readonly facts: Facts
  readonly results: readonly CheckResult[]
  readonly verdict: Verdict
  /** Milliseconds since 1970, at its end. */
  readonly at: number
  readonly ms: number
}

/** Looks at a server as doctor does; what is acknowledged beside its configuration counts for nothing. Never rejects. */
export async function lookAtServer(host: Host, watched: Watched, signal: AbortSignal): Promise<Look> {
  const start = performance.now()
  const target = await findTarget(host, { ...watched, signal })
  const names = Object.keys(COLLECTORS) as FactName[]
  const facts = await collect(host, target, { names, deadlineMs: DEADLINE_MS, signal })
  const at = host.now()
  const results = acknowledge(runChecks(CHECKS, facts), await knownTroubles(target), at)
  return { target, facts, results, verdict: verdictOf(results), at, ms: performance.now() - start }
}

async function knownTroubles({ loaded }: Target) {
  const folder = loaded.path === null ? loaded.base : dirname(loaded.path)
  try {
    return parseAcknowledgements(await readFile(acknowledgementsPath(folder), 'utf8'))
  } catch {
    return []
  }
}

/** What of a look belongs on disk: the present values, and what the server remembers and the ring lacks. */
export function newSamples({ facts }: Look, ring: readonly DiskSample[]): DiskSample[] {
  const { live, processes } = facts
  if (!live.seen || live.value.status === null) return []
  const { startedAt, pid } = live.value.status
  const last = Date.parse(ring.at(-1)?.at ?? '') || 0
  let before = last
  const own = processes.seen ? processes.value.find((one) => one.pid === pid) : undefined
  const newest = live.value.samples?.at(-1)
  return (live.value.samples ?? []).flatMap((sample): DiskSample[] => {
    // The server takes one every half a minute: one a minute is enough.
    const at = Date.parse(sample.at)
    const isDue = at - before >= LEAST_APART_MS || (sample === newest && at > last)
    if (!isDue || at < Date.parse(startedAt)) return []
    before = at
    return [{ ...sample, cpuPercent: sample === newest ? (own?.cpuPercent ?? null) : null, startedAt }]
  })
}

const LEAST_APART_MS = 55_000
