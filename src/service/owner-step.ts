import { lstat } from 'node:fs/promises'
import { mayByMode } from '../facts/access.ts'
import { accountOf } from '../facts/accounts.ts'
import type { Host } from '../host/host.ts'
import { type Attributes, attributesFrom, setAttributes } from '../store/attributes.ts'
import { idsOf } from './account.ts'
import type { Layout } from './layout.ts'
import type { Step } from './step.ts'
import { strangersIn } from './strangers.ts'

/** No user has it: everything is a stranger to one that is not made yet. */
const NOBODY_YET = -1
const SHOWN = 3

/**
 * Gives the user of the service the files that are there already: a configuration that he cannot read, and what lies in his
 * data and log folders and belongs to somebody else (guide, problem 1, cause 3). No content changes, and no link is followed.
 */
export async function ownerSteps(
  host: Host,
  { config, data, logs }: Layout,
  account: string,
): Promise<Step[]> {
  const known = await accountOf(host, account, null)
  const settings = await lstat(config).catch(() => null)
  const isClosed = settings?.isFile() && (known === null || !mayByMode(settings, known, 'read'))
  const paths: string[] = isClosed ? [config] : []
  for (const folder of [data, logs])
    for await (const { path } of strangersIn(folder, known?.uid ?? NOBODY_YET)) paths.push(path)
  if (paths.length === 0) return []
  const before = new Map<string, Attributes>()
  const more = paths.length > SHOWN ? ` … (${paths.length})` : ''
  return [
    {
      kind: 'owner',
      target: paths.slice(0, SHOWN).join(', ') + more,
      standing: 'older',
      shell: [`chown -h ${account}:${account} ${paths.join(' ')}`],
      async apply() {
        const ids = await idsOf(host, account)
        if (isClosed && settings) {
          before.set(config, attributesFrom(settings))
          await setAttributes(config, { ...ids, mode: settings.mode & 0o7777 })
        }
        for (const folder of [data, logs]) {
          for await (const { path, handle, stats } of strangersIn(folder, ids.uid)) {
            before.set(path, attributesFrom(stats))
            await setAttributes(handle, { ...ids, mode: stats.mode & 0o7777 })
          }
        }
      },
      async undo() {
        const old = before.get(config)
        if (old !== undefined) await setAttributes(config, old)
        for (const folder of [data, logs]) {
          for await (const { path, handle } of strangersIn(folder, NOBODY_YET)) {
            const attributes = before.get(path)
            if (attributes !== undefined) await setAttributes(handle, attributes)
          }
        }
      },
    },
  ]
}
