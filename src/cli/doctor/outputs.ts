import type { CheckResult } from '../../doctor/check.ts'
import { themeOf } from '../../doctor/check-ids.ts'
import type { Site } from '../../doctor/fixes/plans/planner.ts'
import { junitReport } from '../../doctor/formats/junit.ts'
import { nagiosAnswer } from '../../doctor/formats/nagios.ts'
import { prometheusText } from '../../doctor/formats/prometheus.ts'
import type { Changes } from '../../doctor/history.ts'
import { overall, type Verdict } from '../../doctor/verdict.ts'
import { EXIT } from '../../errors/ids.ts'
import { jsonForTerminal } from '../escape.ts'
import { writeResult } from '../write-result.ts'
import { doctorScreen } from './screen.ts'
import { changesScreen } from './since.ts'

/** How results are to be shown. */
export interface OutputFlags {
  readonly json: boolean
  readonly junit?: string | undefined
  readonly nagios: boolean
  readonly prometheus: boolean
  readonly strict: boolean
  readonly verbose: boolean
}

/** What was found, with the comparisons if any were asked for. */
export interface Judged {
  readonly results: readonly CheckResult[]
  readonly verdict: Verdict
  readonly changes: readonly Changes[] | null
  /** Milliseconds since 1970, at its end. */
  readonly at: number
  readonly ms: number
  /** Whether an ordinary user of this machine looked, who could be root. */
  readonly isOrdinaryUser: boolean
}

/** A finished run on this machine. */
export interface Run extends Judged {
  /** The machine and the server that was looked at. */
  readonly site: Site
}

/** What goes to standard output, and the exit code: 0, 1 or 2 as documented; with `--nagios` the plugin's. */
export function present(
  run: Judged,
  flags: OutputFlags,
  columns: number,
): { text: string; exitCode: number } {
  const { results, verdict, changes, at, ms } = run
  if (flags.nagios) return nagiosAnswer(verdict)
  const exitCode = exitCodeOf(results, flags.strict)
  if (flags.prometheus) return { text: prometheusText(verdict, { at, ms }).trimEnd(), exitCode }
  if (flags.json)
    return { text: jsonForTerminal(changes === null ? verdict : { ...verdict, changes }), exitCode }
  const { verbose } = flags
  const screen = doctorScreen(results, { columns, verbose, ms, isOrdinaryUser: run.isOrdinaryUser })
  return { text: changes === null ? screen : `${screen}\n\n${changesScreen(changes, columns)}`, exitCode }
}

/** Writes the report that `--junit` asks for. */
export async function writeReports({ verdict }: Judged, { junit, strict }: OutputFlags): Promise<void> {
  if (junit !== undefined) await writeResult(junit, junitReport(verdict, strict))
}

/** 0 nothing failed, 1 something did, 2 the configuration cannot be used (the guide's code 2). */
function exitCodeOf(results: readonly CheckResult[], strict: boolean): number {
  const counted = results.filter(({ acknowledged }) => acknowledged === null)
  const badConfig = counted.some(({ check, outcome }) => outcome === 'fail' && themeOf(check.id) === 'config')
  if (badConfig) return EXIT.configuration
  const outcome = overall(results)
  return outcome === 'fail' || (strict && outcome === 'warn') ? EXIT.failed : EXIT.ok
}
