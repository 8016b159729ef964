import chalk from 'chalk'
import type { Outcome } from '../../doctor/check.ts'
import { t } from '../../messages/index.ts'
import type { VerdictDiff } from '../../report/bundle/diff.ts'
import { escapeForTerminal } from '../escape.ts'
import { wrapIndented } from '../screens/columns.ts'

const word = (outcome: Outcome | null) =>
  outcome === null ? t('report.absent') : t(`doctor.outcome.${outcome}`)

/** What changed between two bundles, worst first. */
export function diffScreen({ outcome, changed }: VerdictDiff): string {
  if (changed.length === 0) return t('report.diffNone')
  const columns = process.stdout.columns || 80
  const head = t('report.diffOutcome', { before: word(outcome.before), after: word(outcome.after) })
  const rank = (after: Outcome | null) => ['fail', 'warn'].indexOf(after ?? '') >>> 0
  const lines = changed
    .toSorted((a, b) => rank(a.after) - rank(b.after))
    .flatMap(({ check, before, after, message }) => {
      const line = t('report.diffLine', { check, before: word(before), after: word(after) })
      const painted = after === 'fail' ? chalk.red(line) : after === 'warn' ? chalk.yellow(line) : line
      return [painted, ...wrapIndented(escapeForTerminal(message), columns, 3)]
    })
  return [chalk.bold(head), ...lines].join('\n')
}
