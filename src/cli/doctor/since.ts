import chalk from 'chalk'
import { type Changes, changesBetween, earlierRuns, type PastRun } from '../../doctor/history.ts'
import { ChatctlError } from '../../errors/chatctl-error.ts'
import { dayAndTime } from '../../messages/format.ts'
import { t } from '../../messages/index.ts'
import { parseDuration } from '../../sanctions/expiry.ts'
import { escapeForTerminal } from '../escape.ts'
import { wrapIndented } from '../screens/columns.ts'

/**
 * What `--since` names: `last`, a time of this machine such as `2026-06-15 14:00`, or a length of time such as `2h`.
 *
 * @returns `last`, or milliseconds since 1970
 * @throws ChatctlError `doctor/bad-time`
 */
export function parseSince(word: string, nowMs: number): 'last' | number {
  if (word === 'last') return word
  const time = /^\d{4}-\d\d-\d\d/.test(word)
    ? Date.parse(word.length === 10 ? `${word}T00:00` : word)
    : Number.NaN
  if (!Number.isNaN(time)) return time
  try {
    return nowMs - parseDuration(word) * 1000
  } catch {
    throw new ChatctlError('doctor/bad-time', { word })
  }
}

/** The comparisons with the runs that `--since` names, newest first; none where there was no such run. */
export function changesSince(runs: readonly PastRun[], now: PastRun, since: 'last' | number): Changes[] {
  return earlierRuns(runs, since).map((run) => changesBetween(run, now))
}

/** The comparisons as text. */
export function changesScreen(changes: readonly Changes[], columns: number): string {
  if (changes.length === 0) return t('doctor.since.none')
  return changes.map((one) => oneComparison(one, columns)).join('\n\n')
}

function oneComparison({ since, appeared, cleared, happened }: Changes, columns: number): string {
  const lines = [
    ...appeared.map((id) => chalk.red(t('doctor.since.appeared', { id }))),
    ...cleared.map((id) => chalk.green(t('doctor.since.cleared', { id }))),
    ...happened.map(({ what, at, detail }) => {
      const time = at === null ? '' : dayAndTime(at)
      return t(`doctor.since.${what}`, { time, detail: escapeForTerminal(detail) })
    }),
  ]
  const body = lines.length === 0 ? [t('doctor.since.nothing')] : lines
  return [
    chalk.bold(t('doctor.since.head', { time: dayAndTime(since) })),
    ...body.flatMap((line) => wrapIndented(line, columns, 3)),
  ].join('\n')
}
