import type { Facts } from '../facts/facts.ts'
import type { Outcome } from './check.ts'
import type { CheckId } from './check-ids.ts'
import type { Verdict } from './verdict.ts'

/** One run of doctor as it is remembered: what was found, and marks by which a later run sees what has happened since. */
export interface PastRun {
  /** ISO 8601 */
  readonly at: string
  readonly outcome: Verdict['outcome']
  /** Checks that warned or failed. */
  readonly found: Readonly<Partial<Record<CheckId, Outcome>>>
  readonly marks: Marks
}

interface Marks {
  /** ISO 8601; null where it is not known */
  readonly configModified: string | null
  readonly serverStarted: string | null
  readonly packagesChanged: string | null
  readonly version: string | null
  /** Events of errors in the log of the day before. */
  readonly logErrors: readonly string[]
}

/** What is different from an earlier run. */
export interface Changes {
  /** ISO 8601, of the earlier run. */
  readonly since: string
  readonly appeared: readonly CheckId[]
  readonly cleared: readonly CheckId[]
  /** What happened in between, oldest first where the time is known. */
  readonly happened: readonly {
    readonly what: Happening
    readonly at: string | null
    readonly detail: string
  }[]
}

type Happening = 'config' | 'restart' | 'packages' | 'version' | 'log-error'

/** A run to be remembered. */
export function pastRun(verdict: Verdict, facts: Facts, nowMs: number): PastRun {
  const { config, upkeep, runtime, log } = facts
  const found = verdict.results.filter(({ outcome }) => outcome === 'warn' || outcome === 'fail')
  return {
    at: new Date(nowMs).toISOString(),
    outcome: verdict.outcome,
    found: Object.fromEntries(found.map(({ check, outcome }) => [check, outcome])),
    marks: {
      configModified: config.seen ? config.value.modified : null,
      serverStarted: log.seen ? log.value.lastStart : null,
      packagesChanged: upkeep.seen ? upkeep.value.packagesChanged : null,
      version: runtime.seen ? runtime.value.chatctl : null,
      logErrors: log.seen
        ? log.value.troubles.flatMap(({ event, level }) =>
            event !== null && level !== 'WARNING' ? [event] : [],
          )
        : [],
    },
  }
}

/**
 * The run to compare with: for `last` the newest and the newest healthy one, for a time the last one before it.
 *
 * @param runs  oldest first
 */
export function earlierRuns(runs: readonly PastRun[], since: 'last' | number): PastRun[] {
  if (since !== 'last') return runs.filter(({ at }) => Date.parse(at) <= since).slice(-1)
  const last = runs.at(-1)
  const healthy = runs.findLast(({ outcome }) => outcome === 'pass')
  return [last, healthy].filter(
    (run, index, all): run is PastRun => run !== undefined && all.indexOf(run) === index,
  )
}

/** What came, what went and what happened between two runs. */
export function changesBetween(before: PastRun, now: PastRun): Changes {
  const ids = (run: PastRun) => Object.keys(run.found) as CheckId[]
  const happened: Changes['happened'][number][] = []
  const moved = (what: Happening, from: string | null, to: string | null) => {
    if (to !== null && from !== null && to > from) happened.push({ what, at: to, detail: '' })
  }
  moved('config', before.marks.configModified, now.marks.configModified)
  moved('restart', before.marks.serverStarted, now.marks.serverStarted)
  moved('packages', before.marks.packagesChanged, now.marks.packagesChanged)
  if (before.marks.version !== now.marks.version && now.marks.version !== null) {
    happened.push({
      what: 'version',
      at: null,
      detail: `${before.marks.version ?? '?'} → ${now.marks.version}`,
    })
  }
  for (const event of now.marks.logErrors) {
    if (!before.marks.logErrors.includes(event)) happened.push({ what: 'log-error', at: null, detail: event })
  }
  return {
    since: before.at,
    appeared: ids(now).filter((id) => before.found[id] === undefined),
    cleared: ids(before).filter((id) => now.found[id] === undefined),
    happened: happened.toSorted((a, b) => timeOf(a.at) - timeOf(b.at) || 0),
  }
}

/** What has no time comes last. */
const timeOf = (at: string | null) => (at === null ? Number.POSITIVE_INFINITY : Date.parse(at))

/** Lines of the history file; what is no run, such as a cut last line, is left out. */
export function parseHistory(text: string): PastRun[] {
  return text.split('\n').flatMap((line) => {
    try {
      const run = JSON.parse(line)
      return typeof run?.at === 'string' && typeof run.found === 'object' && run.found && run.marks?.logErrors
        ? [run]
        : []
    } catch {
      return []
    }
  })
}
