import { z } from 'zod'
import { needsRestart } from '../../src/config/compare.ts'
import { configJsonSchema } from '../../src/config/json-schema.ts'
import { configSchema } from '../../src/config/schema.ts'
import { leafPaths } from '../../src/config/schema-path.ts'
import { ERRORS, type ErrorId } from '../../src/errors/ids.ts'
import { LOG_EVENTS } from '../../src/logging/events.ts'
import type { LogFields } from '../../src/logging/fields.ts'
import { en } from '../../src/messages/en/index.ts'
import { alertSchema } from './alert-schema.ts'
import {
  backupCreateSchema,
  backupListSchema,
  backupRestoreSchema,
  backupVerifySchema,
} from './backup-schemas.ts'
import { benchSchema } from './bench-schema.ts'
import { captureLineSchema } from './capture-schema.ts'
import { chatLineSchema } from './chat-schema.ts'
import { checksPage } from './checks-page.ts'
import { examplesOf, shownCommands } from './commands.ts'
import {
  configCheckSchema,
  configDiffSchema,
  configGetSchema,
  configInitSchema,
  configSetSchema,
  configShowSchema,
  passwdSchema,
} from './config-schemas.ts'
import { debugSchema, handlesSchema } from './debug-schemas.ts'
import { explainJsonSchema } from './explain-schema.ts'
import { logCountSchema, logEntrySchema, logStatsSchema } from './logs-schemas.ts'
import { manPages } from './man-pages.ts'
import { code, page, table } from './markdown.ts'
import { migrateBackSchema, migrateSchema } from './migrate-schema.ts'
import { pingSchema } from './ping-schema.ts'
import { portsSchema } from './ports-schema.ts'
import { reportSchema } from './report-schema.ts'
import { serviceChangeSchema, serviceStatusSchema } from './service-schema.ts'
import { topSchema } from './top-schema.ts'
import { doctorSchema, undoSchema } from './verdict-schema.ts'

/** The reference pages and schemas by path: what `npm run docs` writes and what a test compares with the files. */
export async function referencePages(): Promise<Map<string, string>> {
  return new Map([
    ...(await manPages()),
    ['docs/reference/commands.md', await commandsPage()],
    ['docs/reference/configuration.md', configurationPage()],
    ['docs/reference/errors.md', errorsPage()],
    ['docs/reference/log-events.md', logEventsPage()],
    ['docs/checks.md', checksPage()],
    ['docs/schemas/alert.schema.json', jsonSchema('an alert of chatctl monitor', alertSchema)],
    [
      'docs/schemas/backup-create.schema.json',
      jsonSchema('chatctl backup create --json', backupCreateSchema),
    ],
    ['docs/schemas/backup-list.schema.json', jsonSchema('chatctl backup list --json', backupListSchema)],
    [
      'docs/schemas/backup-verify.schema.json',
      jsonSchema('chatctl backup verify --json', backupVerifySchema),
    ],
    [
      'docs/schemas/backup-restore.schema.json',
      jsonSchema('chatctl backup restore --json', backupRestoreSchema),
    ],
    ['docs/schemas/chat.schema.json', jsonSchema('one line of chatctl chat --json', chatLineSchema)],
    ['docs/schemas/explain.schema.json', explainJsonSchema()],
    ['docs/schemas/doctor.schema.json', jsonSchema('chatctl doctor --json', doctorSchema)],
    ['docs/schemas/doctor-undo.schema.json', jsonSchema('chatctl doctor undo --json', undoSchema)],
    ['docs/schemas/report.schema.json', jsonSchema('chatctl report --format json', reportSchema)],
    ['docs/schemas/bench.schema.json', jsonSchema('chatctl bench --json', benchSchema)],
    ['docs/schemas/capture.schema.json', jsonSchema('a line of chatctl capture --json', captureLineSchema)],
    ['docs/schemas/debug.schema.json', jsonSchema('chatctl debug … --json', debugSchema)],
    ['docs/schemas/handles.schema.json', jsonSchema('the file of chatctl debug handles', handlesSchema)],
    ['docs/schemas/ping.schema.json', jsonSchema('chatctl ping --json', pingSchema)],
    ['docs/schemas/log-entry.schema.json', jsonSchema('a line of chatctl logs --json', logEntrySchema)],
    ['docs/schemas/log-stats.schema.json', jsonSchema('chatctl logs --stats --json', logStatsSchema)],
    ['docs/schemas/log-count.schema.json', jsonSchema('chatctl logs --count --json', logCountSchema)],
    ['docs/schemas/top.schema.json', jsonSchema('chatctl top --json', topSchema)],
    ['docs/schemas/ports.schema.json', jsonSchema('chatctl ports --json', portsSchema)],
    ['docs/schemas/migrate.schema.json', jsonSchema('chatctl migrate --json', migrateSchema)],
    ['docs/schemas/migrate-back.schema.json', jsonSchema('chatctl migrate --back --json', migrateBackSchema)],
    [
      'docs/schemas/service-status.schema.json',
      jsonSchema('chatctl service status --json', serviceStatusSchema),
    ],
    [
      'docs/schemas/service-change.schema.json',
      jsonSchema('chatctl service install, uninstall, start, stop and restart --json', serviceChangeSchema),
    ],
    ['docs/schemas/config.schema.json', `${JSON.stringify(configJsonSchema(), null, 2)}\n`],
    ['docs/schemas/config-check.schema.json', jsonSchema('chatctl config check --json', configCheckSchema)],
    ['docs/schemas/config-get.schema.json', jsonSchema('chatctl config get --json', configGetSchema)],
    ['docs/schemas/config-set.schema.json', jsonSchema('chatctl config set --json', configSetSchema)],
    ['docs/schemas/config-show.schema.json', jsonSchema('chatctl config show --json', configShowSchema)],
    ['docs/schemas/config-diff.schema.json', jsonSchema('chatctl config diff --json', configDiffSchema)],
    ['docs/schemas/config-init.schema.json', jsonSchema('chatctl config init --json', configInitSchema)],
    ['docs/schemas/passwd.schema.json', jsonSchema('chatctl passwd --json', passwdSchema)],
  ])
}

function jsonSchema(title: string, schema: z.ZodType): string {
  return `${JSON.stringify({ title, ...z.toJSONSchema(schema) }, null, 2)}\n`
}

/** The commands as `--help` shows them, from the sources. */
async function commandsPage(): Promise<string> {
  const commands = await shownCommands()
  const sections = commands.map((command) => {
    const args = Object.values(command.args).map(({ name, required }) =>
      required ? name.toUpperCase() : `[${name.toUpperCase()}]`,
    )
    const flags = Object.values(command.flags).filter(({ helpGroup }) => helpGroup !== 'GLOBAL')
    const names = flags.map((flag) => [
      code(`--${flag.name}${flag.type === 'option' ? ` ${flag.helpValue ?? flag.name.toUpperCase()}` : ''}`),
      flag.description ?? '',
    ])
    const examples = examplesOf(command)
    return [
      `## chatctl ${[command.id.replaceAll(':', ' '), ...args].join(' ')}`,
      command.summary ?? '',
      ...(command.aliases.length > 0
        ? [`Also: ${command.aliases.map((alias) => code(alias)).join(', ')}`]
        : []),
      ...(names.length > 0 ? [table(['flag', 'meaning'], names)] : []),
      ...(examples.length > 0 ? [`\`\`\`sh\n${examples.join('\n')}\n\`\`\``] : []),
    ].join('\n\n')
  })
  const globals = 'Every command also has `--config FILE`, `--json`, `--yes` and `--help`.'
  return page('Commands', globals, ...sections)
}

function configurationPage(): string {
  const defaults: Record<string, Record<string, unknown>> = configSchema.parse({})
  const sections = Object.entries(en.settings).map(([section, keys]) => {
    const rows = Object.entries<string>(keys).map(([key, about]) => {
      const value = defaults[section]?.[key]
      const isDerived = section === 'data' && key === 'directory'
      const reload = needsRestart(`${section}.${key}`) ? 'restart' : 'at once'
      return [code(key), value === undefined || isDerived ? '' : code(JSON.stringify(value)), reload, about]
    })
    return `## ${section}\n\n${table(['key', 'default', 'a change takes effect', 'meaning'], rows)}`
  })
  return page(
    'Configuration',
    'Strict JSON in UTF-8. Searched for: `--config`, `$CHATCTL_CONFIG`, `./config.json`, `/opt/chatserver/config.json`, ' +
      '`/etc/chatserver/config.json`. Relative paths belong to the folder of the file. Any key can be set by the ' +
      'environment as well: `CHATCTL_SERVER_PORT=3001`. Check a file with `chatctl config check`.',
    ...sections,
  )
}

/** Settings that have no description, or descriptions of settings that do not exist. */
export function settingsWithoutMatch(): string[] {
  const described = Object.entries(en.settings).flatMap(([section, keys]) =>
    Object.keys(keys).map((key) => `${section}.${key}`),
  )
  const known = new Set(leafPaths().map(([section, key]) => `${section}.${key}`))
  return [
    ...described.filter((key) => !known.has(key)),
    ...[...known].filter((key) => !described.includes(key)),
  ]
}

function errorsPage(): string {
  const rows = Object.entries(ERRORS).map(([id, exitCode]) => {
    const { what, fix } = en.errors[id as ErrorId]
    return [code(id), String(exitCode), named(what), named(fix)]
  })
  return page(
    'Errors',
    'The id stands in square brackets behind the message and is the same in the log and in `--json`. Exit codes: 0 well, ' +
      '1 failed, 2 the configuration cannot be used, 143 ended by SIGTERM after saying goodbye.',
    table(['id', 'exit code', 'what it says', 'what to do'], rows),
  )
}

function logEventsPage(): string {
  const fields = [
    'ip',
    'user',
    'target',
    'text',
    'file',
    'bytes',
    'reason',
    'error',
    'host',
    'port',
    'by',
    'count',
  ]
  const more = [
    'list',
    'address',
    'from',
    'to',
    'path',
    'keys',
    'signal',
    'ms',
    'until',
    'seconds',
    'pid',
    'version',
  ]
  const filler = Object.fromEntries([...fields, ...more].map((name) => [name, `<${name}>`])) as LogFields
  const rows = Object.entries(LOG_EVENTS).map(([id, { level, words }]) => [
    code(id),
    level,
    code(words(filler)),
  ])
  return page(
    'Log events',
    'One event is one line. With `logging.format: "json"` a line is an object with `time`, `level`, `event`, `ip`, `user`, ' +
      'fields of the event, and `message`; with `"text"` it is `YYYY-MM-DD HH:MM:SS [LEVEL] message`. Where the original ' +
      'servers had words for an event, they are kept to the letter.',
    table(['event', 'level', 'message'], rows),
  )
}

function named(text: string): string {
  return text.replace(/{{(\w+)}}/g, '`$1`')
}
