import { CHECKS } from '../../doctor/catalogue.ts'
import type { CheckResult } from '../../doctor/check.ts'
import { themeOf } from '../../doctor/check-ids.ts'
import { selectChecks } from '../../doctor/select.ts'
import { overall, verdictOf } from '../../doctor/verdict.ts'
import { EXIT } from '../../errors/ids.ts'
import { t } from '../../messages/index.ts'
import { jsonForTerminal } from '../escape.ts'
import { checkList } from './check-list.ts'
import { progressOn } from './progress.ts'
import { examine } from './run-doctor.ts'
import { doctorScreen } from './screen.ts'

/** The flags of `chatctl doctor`. */
export interface DoctorFlags {
  readonly config?: string | undefined
  readonly unit: string
  readonly json: boolean
  readonly list: boolean
  readonly strict: boolean
  readonly verbose: boolean
}

/** Runs the checks that are asked for, prints what came of them, and gives the exit code. */
export async function doctor(words: readonly string[], flags: DoctorFlags): Promise<number> {
  const { checks, unknown } = selectChecks(CHECKS, words)
  if (unknown.length > 0) {
    for (const word of unknown) process.stderr.write(`${t('doctor.unknownWord', { word })}\n`)
    return EXIT.unusable
  }
  if (flags.list) {
    await print(flags.json ? jsonForTerminal(checkList(checks).document) : checkList(checks).screen)
    return EXIT.ok
  }
  const { signal } = new AbortController()
  const where = { config: flags.config, unit: flags.unit }
  const { results, ms } = await examine(checks, where, progressOn(process.stderr), signal)
  const columns = process.stdout.columns || 80
  await print(
    flags.json
      ? jsonForTerminal(verdictOf(results))
      : doctorScreen(results, { columns, verbose: flags.verbose, ms }),
  )
  return exitCode(results, flags.strict)
}

/** 0 nothing failed, 1 something did, 2 the configuration cannot be used (the guide's code 2). */
function exitCode(results: readonly CheckResult[], strict: boolean): number {
  const outcome = overall(results)
  if (results.some((result) => result.outcome === 'fail' && themeOf(result.check.id) === 'config')) {
    return EXIT.configuration
  }
  return outcome === 'fail' || (strict && outcome === 'warn') ? EXIT.failed : EXIT.ok
}

/** Waits until a pipe has taken it: the process ends right afterwards. */
function print(text: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(`${text}\n`, () => resolve()))
}
