import { render } from '../../messages/index.ts'
import type { WentBack } from '../../migrate/go-back.ts'
import type { Migrated } from '../../migrate/migrate.ts'
import type { MigrationPlan } from '../../migrate/plan.ts'
import type { StoredMigration } from '../../migrate/record.ts'
import { isDue } from '../../service/step.ts'

/** What a migration came to, for programs; its schema is docs/schemas/migrate.schema.json. */
export function migrateDocument(plan: MigrationPlan, done: Migrated | null) {
  const { original, config, lists, logs, cron, removed, install, notes } = plan
  return {
    schema: 'chatctl/migrate/1',
    outcome: done === null ? 'planned' : 'migrated',
    folder: original.folder,
    version: original.rules,
    port: original.settings.server.port,
    connected: original.connected,
    config: { from: original.configPath, to: config.path, changes: config.changes.map(render) },
    lists: lists.map(({ which, path, to, content }) => ({ which, from: path, to, exists: content !== null })),
    logs: { file: plan.logFile, found: original.logs, copied: logs.map(({ to }) => to) },
    stops: {
      units: original.units.filter(({ active }) => active).map(({ name }) => `${name}.service`),
      processes: original.processes.map(({ pid }) => pid),
    },
    crontabs: cron.map(({ path, lines }) => ({ path, lines })),
    removes: removed,
    steps: install.steps.filter(isDue).map(({ kind, target }) => ({ kind, target })),
    notes: notes.map(render),
    record: done?.record ?? null,
    downSeconds: done === null ? null : Math.round(done.downMs / 100) / 10,
  } as const
}

/** The same where there was nothing to do. */
export function alreadyDocument(folder: string) {
  return { schema: 'chatctl/migrate/1', outcome: 'nothing-to-do', folder } as const
}

/** What going back came to. @param done  null where it was only looked at */
export function backDocument({ folder, record }: StoredMigration, done: WentBack | null) {
  return {
    schema: 'chatctl/migrate-back/1',
    outcome: done === null ? 'planned' : 'back',
    folder: record.folder,
    record: folder,
    files: done?.restored ?? record.files.filter(({ role }) => role !== 'beside').map(({ path }) => path),
    started: done?.started ?? [],
    notes: (done?.notes ?? []).map(render),
  } as const
}
