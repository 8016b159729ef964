import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { mayByMode } from '../facts/access.ts'
import { accountOf } from '../facts/accounts.ts'
import type { Host } from '../host/host.ts'
import { type Attributes, attributesFrom, setAttributes } from '../store/attributes.ts'
import { idsOf } from './account.ts'
import type { Layout } from './layout.ts'
import type { Step } from './step.ts'

/** More files than that are nobody's data folder. */
const MOST = 20_000

/**
 * Gives the user of the service the files that are there already: a configuration that he cannot read, and what lies in his
 * data and log folders and belongs to somebody else (guide, problem 1, cause 3). No content changes, and no link is followed.
 */
export async function ownerStep(
  host: Host,
  { config, data, logs }: Layout,
  account: string,
): Promise<Step[]> {
  const known = await accountOf(host, account, null)
  const strangers = new Map<string, Attributes>()
  const settings = await lstat(config).catch(() => null)
  if (settings?.isFile() && (known === null || !mayByMode(settings, known, 'read')))
    strangers.set(config, attributesFrom(settings))
  for (const folder of [data, logs]) {
    const names = await readdir(folder, { recursive: true }).catch(() => [])
    for (const name of names.slice(0, MOST)) {
      const path = join(folder, name)
      const found = await lstat(path).catch(() => null)
      if (found === null || found.isSymbolicLink() || (known !== null && found.uid === known.uid)) continue
      // A second name of a file elsewhere would give that away too.
      if (found.isFile() && found.nlink > 1) continue
      strangers.set(path, attributesFrom(found))
    }
  }
  if (strangers.size === 0) return []
  const paths = [...strangers.keys()]
  return [
    {
      kind: 'owner',
      target: paths.length > 3 ? `${paths.slice(0, 3).join(', ')} … (${paths.length})` : paths.join(', '),
      standing: 'older',
      shell: [`chown ${account}:${account} ${paths.join(' ')}`],
      async apply() {
        const ids = await idsOf(host, account)
        for (const [path, { mode }] of strangers) await setAttributes(path, { ...ids, mode })
      },
      async undo() {
        for (const [path, attributes] of strangers) await setAttributes(path, attributes)
      },
    },
  ]
}
