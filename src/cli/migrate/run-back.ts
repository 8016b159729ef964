import chalk from 'chalk'
import { ChatctlError } from '../../errors/chatctl-error.ts'
import { EXIT } from '../../errors/ids.ts'
import { dayAndTime } from '../../messages/format.ts'
import { render, t } from '../../messages/index.ts'
import { goBack, type WentBack } from '../../migrate/go-back.ts'
import { lastMigration } from '../../migrate/migrate.ts'
import type { StoredMigration } from '../../migrate/record.ts'
import { SYSTEM_LAYOUT as LAYOUT } from '../../service/layout.ts'
import { confirm } from '../confirm.ts'
import type { Consent } from '../consent.ts'
import { escapeForTerminal } from '../escape.ts'
import { connectedNow } from '../service/connected.ts'
import type { Printing } from '../service/run-power.ts'
import { changing, type ServiceCommand, serviceCommand } from '../service/surroundings.ts'
import { backDocument } from './document.ts'

/**
 * `chatctl migrate --back`: shows what is put back, asks, and switches to the original server; also after a migration that was
 * cut off, and again after a way back that was.
 *
 * @returns the exit code
 * @throws ChatctlError of `migrate/…`, `service/…` and `cli/…`
 */
export async function runBack(
  { dryRun, consent }: { readonly dryRun: boolean; readonly consent: Consent },
  { print, note }: Printing,
): Promise<number> {
  const command = serviceCommand(false, consent, note)
  return await changing(command, async () => {
    const stored = await lastMigration()
    if (stored === null) throw new ChatctlError('migrate/nothing-to-undo')
    if (dryRun) {
      print(backDocument(stored, null), () => backScreen(stored))
      return EXIT.ok
    }
    if (consent === 'nothing') await agreed(command, stored)
    const done = await goBack(command.host, stored)
    print(backDocument(stored, done), () => doneScreen(stored, done))
    return EXIT.ok
  })
}

async function agreed(command: ServiceCommand, stored: StoredMigration): Promise<void> {
  const { asking, say } = command
  if (asking.isTerminal) say(`${backScreen(stored)}\n`)
  const connected = await connectedNow(command, LAYOUT.name).catch(() => null)
  const users = connected ? t('service.usersOnline', { count: connected }) : t('service.nobodyOnline')
  const question = t('migrate.back.question', { users })
  await confirm({ address: stored.record.folder, why: t('migrate.why'), question }, asking)
}

function backScreen({ record }: StoredMigration): string {
  const files = record.files.filter(({ role }) => role !== 'beside')
  const starts = [
    ...record.units.filter(({ active }) => active).map(({ name }) => t('migrate.back.unit', { unit: name })),
    ...record.processes.map(({ argv }) => t('migrate.back.process', { command: argv.join(' ') })),
  ]
  return [
    chalk.bold(t('migrate.back.head', { time: dayAndTime(record.at) })),
    ...files.map(({ path, before }) =>
      t(before === null ? 'migrate.back.fileGone' : 'migrate.back.file', { path }),
    ),
    ...(starts.length === 0 ? [t('migrate.back.nothingRan')] : starts),
  ]
    .map((line, at) => (at === 0 ? line : `  ${escapeForTerminal(line)}`))
    .join('\n')
}

function doneScreen({ record }: StoredMigration, { restored, started, notes }: WentBack): string {
  const names = started.length === 0 ? t('migrate.back.nothingStarted') : started.join(', ')
  return [
    chalk.green.bold(t('migrate.back.done', { folder: record.folder })),
    t('migrate.back.restored', { count: restored.length, started: escapeForTerminal(names) }),
    ...notes.map((one) => chalk.yellow(render(one))),
    chalk.dim(t('migrate.back.programStays')),
  ].join('\n')
}
