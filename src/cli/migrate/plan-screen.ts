import chalk from 'chalk'
import { fileDiff } from '../../doctor/fixes/file-diff.ts'
import { render, t } from '../../messages/index.ts'
import { convertList } from '../../migrate/convert-list.ts'
import type { ListMove, MigrationPlan } from '../../migrate/plan.ts'
import { RECORDS } from '../../migrate/record.ts'
import { SYSTEM_LAYOUT as LAYOUT } from '../../service/layout.ts'
import { isDue } from '../../service/step.ts'
import { escapeForTerminal } from '../escape.ts'
import { wrapIndented } from '../screens/columns.ts'

/** How long a change usually takes, told before it; what it took is told afterwards. */
const USUAL_SECONDS = 5
const INDENT = 4

/** What a migration would do, for people. @param columns  of the terminal */
export function migrationScreen(plan: MigrationPlan, columns: number): string {
  const { original, config, cron, removed, install, notes } = plan
  const { folder, rules, units, processes } = original
  const kept = [
    t('migrate.port', { port: original.settings.server.port }),
    ...plan.lists.filter((list) => !isConverted(list)).map(listLine),
    ...(plan.logs.length === 0 ? [logLine(plan)] : []),
    t('migrate.config.stays', { path: original.configPath }),
  ]
  const isMoved = config.path !== original.configPath
  const settings = [
    t(isMoved ? 'migrate.config.headTo' : 'migrate.config.head', {
      path: original.configPath,
      to: config.path,
    }),
    ...config.changes.map((change) => `· ${render(change)}`),
  ]
  const converted = [
    ...plan.lists.filter(isConverted).map(listLine),
    ...(plan.logs.length === 0 ? [] : [logLine(plan)]),
    ...cron.flatMap(({ path, lines }) => lines.map((line) => t('migrate.cron', { path, line: line.trim() }))),
    ...removed.map((path) => t('migrate.removed', { path })),
  ]
  const stopped = [
    ...units.filter(({ active }) => active).map(({ name }) => t('migrate.stopUnit', { unit: name })),
    ...processes.map(({ pid, argv }) => t('migrate.stopProcess', { pid, command: argv.join(' ') })),
  ]
  const count = install.steps.filter(isDue).length
  return [
    chalk.bold(t('migrate.found', { version: t(`migrate.version.${rules}`), folder })),
    ...part('kept', kept, columns),
    ...part('converted', settings, columns),
    ...difference(plan),
    ...indented(converted, columns),
    ...part(
      'stopped',
      stopped.length === 0 ? [t('migrate.stopNothing')] : [...stopped, usersText(plan)],
      columns,
    ),
    ...part('started', [t('migrate.service', { unit: LAYOUT.name, count })], columns),
    ...part(
      'differs',
      (
        ['console', 'refusal', 'flood', ...(rules === 'v9' ? (['uploads'] as const) : []), 'more'] as const
      ).map((key) => t(`migrate.differs.${key}`)),
      columns,
    ),
    ...part('backup', [t('migrate.copies', { folder: RECORDS })], columns),
    ...part('notes', [...notes, ...install.notes].map(render), columns),
  ].join('\n')
}

/** Who is hit, and for how long: part of the question, too. */
export function usersText({ original: { connected } }: MigrationPlan): string {
  const seconds = USUAL_SECONDS
  if (connected === null) return t('migrate.usersUnknown', { seconds })
  return connected === 0
    ? t('migrate.usersNone', { seconds })
    : t('migrate.users', { count: connected, seconds })
}

function part(
  head: keyof typeof import('../../messages/en/migrate.ts').migrate.head,
  lines: readonly string[],
  columns: number,
): string[] {
  if (lines.length === 0) return []
  return ['', chalk.bold(t(`migrate.head.${head}`)), ...indented(lines, columns)]
}

function indented(lines: readonly string[], columns: number): string[] {
  return lines.flatMap((line) => wrapIndented(escapeForTerminal(line), columns, INDENT))
}

/** The lines of the configuration that change, with secrets masked. */
function difference({ original, config }: MigrationPlan): string[] {
  const { lines } = fileDiff(original.config, Buffer.from(config.text))
  if (original.config === null) return []
  return lines.map((line) => {
    const text = `${' '.repeat(INDENT)}${escapeForTerminal(line)}`
    return line.startsWith('+') ? chalk.green(text) : line.startsWith('-') ? chalk.red(text) : text
  })
}

function isConverted({ path, to, content }: ListMove): boolean {
  return path !== to || (content !== null && convertList(content, path).content !== null)
}

function listLine({ which, path, to, content }: ListMove): string {
  if (content === null) return t('migrate.list.none', { path: to })
  const count = convertList(content, path).addresses.length
  return path === to
    ? t(`migrate.list.${which}`, { path, count })
    : t(`migrate.list.${which}To`, { path, to, count })
}

function logLine({ original, logFile, logs }: MigrationPlan): string {
  const [first, ...older] = original.logs
  if (first === undefined) return t('migrate.log.none', { path: logFile })
  const values = { path: original.settings.logging.file, count: older.length, to: logFile }
  return logs.length === 0 ? t('migrate.log.stays', values) : t('migrate.log.moves', values)
}
