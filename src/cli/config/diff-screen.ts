import chalk from 'chalk'
import { t } from '../../messages/index.ts'
import { escapeForTerminal } from '../escape.ts'
import { columnsOf, padTo, wrapIndented } from '../screens/columns.ts'
import { commandLine } from './command-line.ts'
import type { ConfigDiff, Difference } from './diff-settings.ts'
import { shownValue } from './show-settings.ts'

/** The settings that differ, a block each, and what was compared. */
export function diffScreen(diff: ConfigDiff, columns: number): string {
  const { path, usable, server, error, differences } = diff
  const file = path === null ? t('configure.none') : t('configure.file', { path: escapeForTerminal(path) })
  const head = [
    file,
    ...(usable
      ? []
      : [chalk.yellow(t('configure.diff.broken', { check: commandLine(['config', 'check'], path) }))]),
    ...(usable || server === 'running' ? [t(`configure.diff.server.${server}`)] : []),
    ...(error === null ? [] : [chalk.yellow(error.message), t('cli.fix', { fix: chalk.bold(error.fix) })]),
  ]
  const isCompared = usable || server === 'running'
  if (differences.length === 0)
    return [...head, ...(isCompared ? ['', t('configure.diff.none')] : [])].join('\n')
  const blocks = differences.map((difference) => block(difference, diff, columns).join('\n'))
  return [head.join('\n'), ...blocks].join('\n\n')
}

function block(difference: Difference, { usable, server }: ConfigDiff, columns: number): string[] {
  const { key, shipped, disk, line, verdict } = difference
  const place = line === null ? t('configure.diff.notInFile') : t('configure.diff.line', { line })
  const rows: [string, string, string][] = [
    [t('configure.diff.shipped'), shown(key, shipped), ''],
    ...(usable ? [[t('configure.diff.disk'), shown(key, disk), place] as [string, string, string]] : []),
  ]
  const verdictText = verdict === null ? '' : t(`configure.diff.verdict.${verdict}`)
  if ('running' in difference)
    rows.push([t('configure.diff.running'), shown(key, difference.running), verdictText])
  else if (server === 'running')
    rows.push([t('configure.diff.running'), t('configure.diff.untold'), verdictText])
  const width = Math.max(...rows.map(([label]) => columnsOf(label)))
  return [
    chalk.bold(key),
    ...rows.flatMap(([label, value, note]) => {
      const text = note === '' ? value : `${value}   (${note})`
      const [first = '', ...rest] = wrapIndented(text, columns, width + 4)
      return [`  ${padTo(label, width)}  ${first.trimStart()}`, ...rest]
    }),
  ]
}

function shown(key: string, value: unknown): string {
  if (!key.startsWith('admin.password') || typeof value !== 'string') return shownValue(value)
  return t('configure.diff.kept', { form: value })
}

/** The same for programs. */
export function diffDocument({ path, usable, server, error, differences }: ConfigDiff) {
  return {
    schema: 'chatctl/config-diff/1',
    path,
    usable,
    server,
    error: error === null ? null : { id: error.id, message: error.message, fix: error.fix },
    differences: differences.map((difference) => ({
      key: difference.key,
      shipped: difference.shipped ?? null,
      disk: difference.disk ?? null,
      line: difference.line,
      running: 'running' in difference ? (difference.running ?? null) : null,
      verdict: difference.verdict,
    })),
  }
}
