import chalk from 'chalk'
import type { StatsReport } from '../../logbook/stats/report.ts'
import { count, dayOfYearAndTime } from '../../messages/format.ts'
import { t } from '../../messages/index.ts'

type Bars = StatsReport['histogram']['bars']

/** Columns for the time before a bar and the count behind it. */
const BESIDE = 12 + 13

/** Bars from left to right, one line per span of time; errors and warnings stand at the beginning of a bar. */
export function histogram(bars: Bars, columns: number): string {
  const most = Math.max(1, ...bars.map(({ entries }) => entries))
  const room = Math.max(10, Math.min(100, columns - BESIDE))
  const lines = bars.map(({ time, entries, warnings, errors }) => {
    // At least one column for what is there at all: an error must not vanish beside a million texts.
    const columnsOf = (number: number) => (number === 0 ? 0 : Math.max(1, Math.round((number / most) * room)))
    const grave = columnsOf(errors)
    const warned = columnsOf(warnings)
    const plain = Math.max(0, columnsOf(entries) - grave - warned)
    const bar =
      chalk.red('▓'.repeat(grave)) + chalk.yellow('▒'.repeat(warned)) + chalk.cyan('█'.repeat(plain))
    return `${chalk.dim(dayOfYearAndTime(new Date(time)))} ${bar}${entries === 0 ? '' : ` ${count(entries)}`}`
  })
  return [...lines, chalk.dim(t('logs.stats.legend'))].join('\n')
}
