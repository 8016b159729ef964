import type { Check, CheckResult } from '../../doctor/check.ts'
import { runChecks } from '../../doctor/run-checks.ts'
import { collect } from '../../facts/collect.ts'
import type { FactName } from '../../facts/facts.ts'
import { findTarget } from '../../facts/target.ts'
import { liveHost } from '../../host/live-host.ts'
import type { Progress } from './progress.ts'

/** All facts together; with the search for the server before it doctor is never over 10 s. */
const DEADLINE_MS = 7000

export interface DoctorRun {
  readonly results: readonly CheckResult[]
  readonly ms: number
}

/** Collects the facts that these checks need, and judges them. */
export async function examine(
  checks: readonly Check[],
  where: { readonly config: string | undefined; readonly unit: string },
  progress: Progress,
  signal: AbortSignal,
): Promise<DoctorRun> {
  const start = performance.now()
  const host = liveHost()
  const target = await findTarget(host, { ...where, signal })
  const facts = await collect(host, target, {
    // Some checks look at facts beside those that they need.
    names: factsFor(checks),
    deadlineMs: DEADLINE_MS,
    signal,
    onFact: (_name, done, of) => progress.show(done, of),
  })
  progress.clear()
  return { results: runChecks(checks, facts), ms: performance.now() - start }
}

function factsFor(checks: readonly Check[]): FactName[] {
  return [...new Set<FactName>(['self', 'unit', 'config', ...checks.flatMap(({ needs }) => needs)])]
}
