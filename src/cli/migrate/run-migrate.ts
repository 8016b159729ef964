import chalk from 'chalk'
import { EXIT } from '../../errors/ids.ts'
import { render, t } from '../../messages/index.ts'
import { findOriginal } from '../../migrate/find-original.ts'
import { demandFinished, type Migrated, migrate } from '../../migrate/migrate.ts'
import { type MigrationPlan, planMigration } from '../../migrate/plan.ts'
import { asRoot } from '../as-root.ts'
import { confirm } from '../confirm.ts'
import type { Consent } from '../consent.ts'
import type { Printing } from '../service/run-power.ts'
import { changing, type ServiceCommand, serviceCommand } from '../service/surroundings.ts'
import { alreadyDocument, migrateDocument } from './document.ts'
import { migrationScreen, usersText } from './plan-screen.ts'

export interface MigrateFlags {
  readonly folder: string
  readonly dryRun: boolean
  readonly json: boolean
  readonly consent: Consent
  readonly hasCommand: (id: string) => boolean
}

/**
 * `chatctl migrate`: shows the plan, asks, and takes the original server over.
 *
 * @returns the exit code
 * @throws ChatctlError of `migrate/…`, `service/…` and `cli/…`
 */
export async function runMigrate(flags: MigrateFlags, { print, note }: Printing): Promise<number> {
  const command = serviceCommand(false, flags.consent, note)
  const options = { here: command.here, hasCommand: flags.hasCommand }
  const look = async () => {
    const original = await findOriginal(command.host, flags.folder)
    return { original, plan: await planMigration(command.host, original, options) }
  }
  await demandFinished()
  const { original, plan } = await look()
  if (plan === null) {
    print(alreadyDocument(original.folder), () => t('migrate.already', { folder: original.folder }))
    return EXIT.ok
  }
  const columns = (flags.dryRun ? process.stdout.columns : process.stderr.columns) || 80
  if (flags.dryRun) {
    print(migrateDocument(plan, null), () => `${migrationScreen(plan, columns)}\n\n${plannedText(command)}`)
    return EXIT.ok
  }
  note(`${migrationScreen(plan, columns)}\n`)
  if (command.host.uid !== 0) note(chalk.yellow(t('migrate.needsRoot')))
  const done = await changing(command, async (signal) => {
    await agreed(command, plan)
    // While somebody read and answered, bans and processes may have changed.
    const now = (await look()).plan ?? plan
    const onPart = (part: Parameters<typeof render>[0]) => note(chalk.dim(render(part)))
    return await migrate(command.host, now, { ...options, signal, onPart, now: () => performance.now() })
  })
  print(migrateDocument(plan, done), () => doneScreen(plan, done))
  return EXIT.ok
}

async function agreed({ consent, asking }: ServiceCommand, plan: MigrationPlan): Promise<void> {
  if (consent !== 'nothing') return
  const question = t('migrate.question', { users: usersText(plan) })
  await confirm({ address: plan.original.folder, why: t('migrate.why'), question }, asking)
}

function plannedText({ host }: ServiceCommand): string {
  const text = t('migrate.planned', { command: asRoot().replace(/ --dry-run\b/, '') })
  return host.uid === 0 ? text : `${t('migrate.needsRoot')}\n${text}`
}

function doneScreen({ original }: MigrationPlan, { record, downMs }: Migrated): string {
  const seconds = (downMs / 1000).toFixed(1)
  return [
    chalk.green.bold(t('migrate.done', { port: original.settings.server.port })),
    t('migrate.downtime', { seconds }),
    t('migrate.record', { record }),
    t('migrate.undo', { command: chalk.bold('chatctl migrate --back') }),
    `${t('migrate.next')}: ${['chatctl doctor', 'chatctl service status', 'chatctl logs'].map((line) => chalk.bold(line)).join('   ')}`,
  ].join('\n')
}
