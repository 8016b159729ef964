import { EXIT } from '../../../errors/ids.ts'
import { t } from '../../../messages/index.ts'
import { askHere } from '../../confirm.ts'
import type { Consent } from '../../consent.ts'
import { jsonForTerminal } from '../../escape.ts'
import { type OutputFlags, present, type Run, writeReports } from '../outputs.ts'
import { fixFound } from './fix-found.ts'

/** How `doctor --fix` is run. */
export interface DoctorFix {
  /** Looks at everything anew. */
  readonly look: () => Promise<Run>
  readonly flags: OutputFlags & { readonly 'dry-run': boolean }
  readonly consent: Consent
  /** Also what is only worth knowing. */
  readonly hints: boolean
  /** To standard output. */
  readonly print: (text: string) => Promise<void>
}

/**
 * What is wrong, the cures, and what is still wrong afterwards. The dialogue goes to standard error, so that results go to
 * standard output alone; a dry run has no dialogue, its plan is a result.
 */
export async function doctorFix({ look, flags, consent, hints, print }: DoctorFix): Promise<number> {
  const columns = process.stdout.columns || 80
  const dryRun = flags['dry-run']
  const first = await look()
  if (!flags.json) await print(present(first, flags, columns).text)
  const output = dryRun && !flags.json ? process.stdout : process.stderr
  const dialogue = {
    consent,
    asking: askHere(),
    columns: output.columns || 80,
    say: (...lines: readonly string[]) => output.write(lines.map((line) => `${line}\n`).join('')),
  }
  const { run, reports, interrupted } = await fixFound(first, { dryRun, hints, dialogue, look })
  await writeReports(run, flags)
  const { text, exitCode } = present(run, flags, columns)
  if (flags.json) await print(jsonForTerminal({ ...run.verdict, fixes: reports }))
  else if (run !== first) await print(`\n${t('fixes.again')}\n\n${text}`)
  return interrupted ? EXIT.interrupted : exitCode
}
