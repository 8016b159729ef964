import chalk from 'chalk'
import type { StatsReport } from '../../logbook/stats/report.ts'
import { LOG_LEVELS } from '../../logging/level.ts'
import { count, dayAndTime, duration } from '../../messages/format.ts'
import { t } from '../../messages/index.ts'
import { escapeForTerminal } from '../escape.ts'
import { cut } from '../screens/columns.ts'
import { type Column, table } from '../screens/table.ts'
import { histogram } from './histogram.ts'

const safe = escapeForTerminal

type Row = readonly string[]
interface Timed {
  readonly count: number
  readonly first: string
  readonly last: string
}

/** The statistics for people, at most so many columns wide. */
export function statsScreen(report: StatsReport, columns: number): string {
  if (report.first === null || report.last === null) return t('logs.nothing')
  const { busiestMinute } = report
  const parts = [
    chalk.bold(
      t('logs.stats.head', {
        count: count(report.entries),
        first: dayAndTime(report.first),
        last: dayAndTime(report.last),
      }),
    ),
    LOG_LEVELS.flatMap((level) => {
      const number = report.levels[level]
      return number === undefined ? [] : [`${level} ${count(number)}`]
    }).join('  '),
    section(t('logs.stats.overTime', { span: duration(report.histogram.seconds) }), [
      histogram(report.histogram.bars, columns),
      busiestMinute === null
        ? ''
        : t('logs.stats.busiest', {
            time: dayAndTime(busiestMinute.time),
            count: count(busiestMinute.entries),
          }),
    ]),
    errorList(report.errors, columns),
    list('events', columns, report.events, [
      [t('logs.stats.event'), 30, ({ event }) => event ?? t('logs.stats.unknownEvent')],
    ]),
    list('addresses', columns, report.addresses, [[t('logs.stats.address'), 39, ({ address }) => address]]),
    list('users', columns, report.users, [[t('logs.stats.user'), 30, ({ user }) => user]]),
    list('timeouts', columns, report.heartbeatTimeouts, [
      [t('logs.stats.address'), 39, ({ address }) => address],
    ]),
    list('refused', columns, report.refused, [
      [t('logs.stats.reason'), 40, ({ reason }) => reasonText(reason)],
    ]),
  ]
  return parts.filter((part) => part !== '').join('\n\n')
}

const reasonText = (reason: string) =>
  reason === 'banned' ? t('logs.stats.banned') : reason === 'full' ? t('logs.stats.full') : reason

const section = (title: string, lines: readonly string[]) =>
  [chalk.bold(title), ...lines.filter((line) => line !== '')].join('\n')

/** What errors have in common is longer than a column of a table: it stands below them. */
function errorList(errors: StatsReport['errors'], columns: number): string {
  if (errors.length === 0) return ''
  const lines = errors.map(({ level, event, template, count: number, first, last }) => {
    const id = event === null ? '' : ` ${safe(event)}`
    const head = `${count(number).padStart(9)}  ${level}${id}  ${chalk.dim(`${dayAndTime(first)} – ${dayAndTime(last)}`)}`
    return template === ''
      ? head
      : `${head}\n${' '.repeat(11)}${cut(safe(template), Math.max(20, columns - 11))}`
  })
  return section(t('logs.stats.errors'), lines)
}

/** A list with counts and times; what would not fit on the screen is cut in the last of its own columns. */
function list<T extends Timed>(
  title: 'events' | 'addresses' | 'users' | 'timeouts' | 'refused',
  columns: number,
  rows: readonly T[],
  own: readonly (readonly [head: string, most: number, text: (row: T) => string])[],
): string {
  if (rows.length === 0) return ''
  const heads: Column[] = [
    { head: t('logs.stats.count'), align: 'right' },
    ...own.map(([head]) => ({ head })),
    { head: t('logs.stats.firstSeen') },
    { head: t('logs.stats.lastSeen') },
  ]
  const room = columns - 10 - 2 * 18 - 2
  const widths = own.map(([, most], index) => {
    const before = own.slice(0, index).reduce((sum, [, other]) => sum + other + 2, 0)
    return index === own.length - 1 ? Math.max(12, Math.min(most, room - before)) : most
  })
  const texts = (row: T): Row => [
    count(row.count),
    ...own.map(([, , text], index) => cut(safe(text(row)), widths[index] ?? 12)),
    dayAndTime(row.first),
    dayAndTime(row.last),
  ]
  return section(t(`logs.stats.${title}`), [table(heads, rows.map(texts))])
}
