import { readdir, realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { SYSTEM_LAYOUT as LAYOUT } from '../service/layout.ts'
import { strangersIn } from '../service/strangers.ts'
import { unitPath } from '../service/unit-file.ts'
import type { Attributes } from '../store/attributes.ts'
import type { MigrationPlan } from './plan.ts'
import { attributesOf, type ToKeep } from './record.ts'

/** No user has it: every file is visited. */
const NOBODY = -1

/** Every file that a migration may change, make or remove; each once. */
export function filesToKeep({ original, config, lists, cron, removed, install }: MigrationPlan): ToKeep[] {
  const unitFiles = original.units.flatMap(({ path }) => (path === null ? [] : [path]))
  const side = LAYOUT.logrotate === null ? [] : [LAYOUT.logrotate]
  const all: ToKeep[] = [
    ...lists.map(({ path, to }): ToKeep => ({ path, role: 'list', to })),
    { path: original.configPath, role: 'config' },
    ...(config.path === original.configPath ? [] : [{ path: config.path, role: 'new' } as const]),
    ...[...unitFiles, unitPath(LAYOUT), ...side, ...removed, ...cron.map(({ path }) => path)].map(
      (path): ToKeep => ({ path, role: 'setup' }),
    ),
    ...install.steps.flatMap(({ kept }): ToKeep[] =>
      kept === undefined ? [] : [{ path: kept, role: 'new' }],
    ),
    ...original.beside.map((path): ToKeep => ({ path, role: 'beside' })),
  ]
  return [...new Map(all.reverse().map((one) => [one.path, one])).values()].reverse()
}

/** Owners and modes of what is given to the user of the service. */
export async function attributesToKeep({
  original,
  lists,
}: MigrationPlan): Promise<(Attributes & { path: string })[]> {
  const base = await realpath(LAYOUT.base).catch(() => LAYOUT.base)
  const logs = await realpath(LAYOUT.logs).catch(() => LAYOUT.logs)
  const folders = [base, LAYOUT.data, logs, ...lists.map(({ path }) => dirname(path))]
  const paths = new Set([...folders, ...original.logs, original.configPath])
  for (const folder of [LAYOUT.data, LAYOUT.logs])
    for await (const { path } of strangersIn(folder, NOBODY)) paths.add(path)
  const beside = await readdir(original.folder).catch((): string[] => [])
  for (const name of beside) paths.add(join(original.folder, name))
  for (const path of [...paths]) paths.add(await realpath(path).catch(() => path))
  const found = await Promise.all(
    [...paths].map(async (path) => ({ path, attributes: await attributesOf(path) })),
  )
  return found.flatMap(({ path, attributes }) => (attributes === null ? [] : [{ path, ...attributes }]))
}
