import { ChatctlError } from '../errors/chatctl-error.ts'
import type { Host } from '../host/host.ts'
import { type CarryOptions, carryOver } from './carry-over.ts'
import { goBack } from './go-back.ts'
import type { MigrationPlan } from './plan.ts'
import { migrations, type StoredMigration, storeMigration } from './record.ts'
import { attributesToKeep, filesToKeep } from './what-to-keep.ts'

/** What a migration came to. */
export interface Migrated {
  /** Folder of the copies. */
  readonly record: string
  /** Milliseconds during which nobody could chat. */
  readonly downMs: number
}

/**
 * The migration that can be gone back from: the newest, unless that was taken back already.
 *
 * @returns null where there is none
 */
export async function lastMigration(): Promise<StoredMigration | null> {
  const [newest] = await migrations()
  return newest === undefined || newest.record.state === 'back' ? null : newest
}

/**
 * Makes sure that no earlier migration, or way back, was cut off: what is there then is neither the old state nor the new one.
 *
 * @throws ChatctlError `migrate/unfinished`
 */
export async function demandFinished(): Promise<void> {
  const earlier = await lastMigration()
  if (earlier !== null && earlier.record.state !== 'migrated') throw new ChatctlError('migrate/unfinished')
}

/**
 * Takes an original server over. Whatever fails, and when the signal is aborted, the old one is brought back.
 *
 * @throws ChatctlError `migrate/unfinished` where an earlier one was cut off, `migrate/no-backup`; then nothing has changed;
 *   `migrate/rolled-back`, `migrate/interrupted`: all is as before; `migrate/half-back`, `migrate/old-silent`
 */
export async function migrate(host: Host, plan: MigrationPlan, options: CarryOptions): Promise<Migrated> {
  const { original } = plan
  await demandFinished()
  const { host: address, port } = original.settings.server
  const draft = {
    folder: original.folder,
    rules: original.rules,
    host: address,
    port,
    attributes: await attributesToKeep(plan),
    units: original.units,
    processes: original.processes,
  }
  const stored = await storeMigration(draft, filesToKeep(plan), host.now())
  try {
    return { record: stored.folder, downMs: await carryOver(host, plan, stored, options) }
  } catch (error) {
    const fresh = (await migrations()).find(({ folder }) => folder === stored.folder) ?? stored
    options.onPart({ key: 'migrate.part.back' })
    await goBack(host, fresh)
    if (error instanceof ChatctlError && /^(?:migrate|service)\/interrupted$/.test(error.id))
      throw new ChatctlError('migrate/interrupted')
    throw new ChatctlError(
      'migrate/rolled-back',
      { detail: detailOf(error), folder: original.folder },
      { cause: error },
    )
  }
}

/** Errors of an installation say that all is as before: here that is said once, at the end. */
function detailOf(error: unknown): string {
  if (!(error instanceof ChatctlError)) return error instanceof Error ? error.message : String(error)
  const { what, detail } = error.values
  return what === undefined ? error.message : `${String(what)}: ${String(detail ?? '')}`
}
