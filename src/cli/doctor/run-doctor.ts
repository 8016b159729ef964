import { dirname } from 'node:path'
import type { Check, CheckResult } from '../../doctor/check.ts'
import { runChecks } from '../../doctor/run-checks.ts'
import { collect } from '../../facts/collect.ts'
import type { FactName, Facts } from '../../facts/facts.ts'
import { findTarget, type Target } from '../../facts/target.ts'
import type { Host } from '../../host/host.ts'
import { liveHost } from '../../host/live-host.ts'
import type { Progress } from './progress.ts'

/** All facts together; with the search for the server before it doctor is never over 10 s. */
const DEADLINE_MS = 7000

/** What a look at a server came to. */
export interface Examination {
  readonly results: readonly CheckResult[]
  readonly facts: Facts
  readonly host: Host
  readonly target: Target
  /** Folder of config.json, else the one that relative paths belong to. */
  readonly folder: string
  /** Tells this server from others on the machine: the path of its configuration, else its data folder. */
  readonly server: string
  readonly ms: number
}

/** Collects the facts that these checks need, and judges them. */
export async function examine(
  checks: readonly Check[],
  where: { readonly config: string | undefined; readonly unit: string },
  progress: Progress,
  signal: AbortSignal,
): Promise<Examination> {
  const start = performance.now()
  const host = liveHost()
  const target = await findTarget(host, { ...where, signal })
  const facts = await collect(host, target, {
    names: factsFor(checks),
    deadlineMs: DEADLINE_MS,
    signal,
    onFact: (_name, done, of) => progress.show(done, of),
  })
  progress.clear()
  return {
    results: runChecks(checks, facts),
    facts,
    host,
    target,
    ...placeOf(target),
    ms: performance.now() - start,
  }
}

/** Some checks look at facts beside those that they need. */
function factsFor(checks: readonly Check[]): FactName[] {
  const named = checks.flatMap(({ needs, wants = [] }) => [...needs, ...wants])
  return [...new Set<FactName>(['self', 'unit', 'config', ...named])]
}

function placeOf({ loaded, settings }: Target) {
  return {
    folder: loaded.path === null ? loaded.base : dirname(loaded.path),
    server: loaded.path ?? settings.data.directory,
  }
}
