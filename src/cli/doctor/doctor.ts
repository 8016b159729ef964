import { acknowledge } from '../../doctor/acknowledged.ts'
import { CHECKS } from '../../doctor/catalogue.ts'
import type { Check } from '../../doctor/check.ts'
import { CHECK_IDS, THEMES } from '../../doctor/check-ids.ts'
import { pastRun } from '../../doctor/history.ts'
import { runChecks } from '../../doctor/run-checks.ts'
import { selectChecks } from '../../doctor/select.ts'
import { verdictOf } from '../../doctor/verdict.ts'
import { EXIT } from '../../errors/ids.ts'
import { t } from '../../messages/index.ts'
import type { Consent } from '../consent.ts'
import { jsonForTerminal } from '../escape.ts'
import { nearest } from '../nearest.ts'
import { print } from '../print.ts'
import { readBundle } from '../report/from-bundle.ts'
import { acknowledgements, type IgnoreFlags } from './acknowledgements-file.ts'
import { checkList } from './check-list.ts'
import { doctorFix } from './fixes/doctor-fix.ts'
import { historyPath, readHistory, remember } from './history-file.ts'
import { type Judged, type OutputFlags, present, type Run, writeReports } from './outputs.ts'
import { type Progress, progressOn } from './progress.ts'
import { examine } from './run-doctor.ts'
import { changesSince, parseSince } from './since.ts'
import { watch } from './watch.ts'

/** The flags of `chatctl doctor`. */
export interface DoctorFlags extends OutputFlags, IgnoreFlags {
  readonly config?: string | undefined
  readonly unit: string
  readonly list: boolean
  readonly fix: boolean
  readonly 'dry-run': boolean
  readonly since?: string | undefined
  /** A bundle, instead of this machine. */
  readonly from?: string | undefined
  /** Seconds between two runs. */
  readonly watch?: number | undefined
}

/** Runs the checks that are asked for, prints what came of them, and gives the exit code. */
export async function doctor(
  words: readonly string[],
  flags: DoctorFlags,
  consent: Consent,
): Promise<number> {
  const { checks, unknown } = selectChecks(CHECKS, words)
  if (unknown.length > 0) {
    for (const word of unknown) {
      note(t('doctor.unknownWord', { word }))
      const meant = nearest(word, ['undo', ...THEMES, ...CHECK_IDS])
      if (meant !== undefined) note(t('cli.didYouMean', { candidates: `chatctl doctor ${meant}` }))
    }
    return EXIT.unusable
  }
  if (flags.list) {
    const { document, screen } = checkList(checks)
    await printLine(flags.json ? jsonForTerminal(document) : screen)
    return EXIT.ok
  }
  const isWhole = words.length === 0
  if (flags.watch !== undefined) {
    return await watch(flags.watch, flags, () => runOnce(checks, flags, isWhole, progressOn(null)))
  }
  const look = () => runOnce(checks, flags, isWhole, progressOn(process.stderr))
  if (flags.fix) return await doctorFix({ look, flags, consent, hints: !isWhole, print: printLine })
  const run = flags.from === undefined ? await look() : await judgeBundle(checks, flags.from)
  await writeReports(run, flags)
  const { text, exitCode } = present(run, flags, process.stdout.columns || 80)
  await printLine(text)
  return exitCode
}

async function runOnce(
  checks: readonly Check[],
  flags: DoctorFlags,
  isWhole: boolean,
  progress: Progress,
): Promise<Run> {
  const since = flags.since === undefined ? null : parseSince(flags.since, Date.now())
  const where = { config: flags.config, unit: flags.unit }
  const seen = await examine(checks, where, progress, new AbortController().signal)
  const at = Date.now()
  const results = acknowledge(seen.results, await acknowledgements(seen.folder, flags, at, note), at)
  const verdict = verdictOf(results)
  const path = historyPath(process.env, seen.server)
  const runs = path === null ? [] : await readHistory(path)
  const now = pastRun(verdict, seen.facts, at)
  // A part of the checks says nothing of the others, so it is not remembered.
  if (path !== null && isWhole) await remember(path, runs, now)
  return {
    results,
    verdict,
    site: { host: seen.host, target: seen.target, facts: seen.facts },
    changes: since === null ? null : changesSince(runs, now, since),
    at,
    ms: seen.ms,
    isOrdinaryUser: seen.host.uid > 0,
  }
}

/** The same checks over the facts of another machine; what is acknowledged there is not known here. */
async function judgeBundle(checks: readonly Check[], path: string): Promise<Judged> {
  const start = performance.now()
  const results = runChecks(checks, (await readBundle(path)).facts)
  return {
    results,
    verdict: verdictOf(results),
    changes: null,
    at: Date.now(),
    ms: performance.now() - start,
    isOrdinaryUser: false,
  }
}

/** Everything but results goes to standard error. */
function note(text: string): void {
  process.stderr.write(`${text}\n`)
}

/** One result, with the line end that a screen wants. */
function printLine(text: string): Promise<void> {
  return print(`${text}\n`)
}
