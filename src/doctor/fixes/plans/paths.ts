import { lstat } from 'node:fs/promises'
import { accountOf } from '../../../facts/accounts.ts'
import type { Host } from '../../../host/host.ts'
import { attributesFrom, sameAttributes } from '../../../store/attributes.ts'
import { targetOf } from '../file-state.ts'
import { FixProblem } from '../problem.ts'
import { bringIntoForce } from './into-force.ts'
import { ourselves } from './owner.ts'
import type { Planner } from './planner.ts'

export const makeFolder: Planner<'make-folder'> = async ({ path, mode, user }, piece, { host }) => {
  const owner = user === null ? ourselves() : await account(host, user, null)
  await piece.makeFolder(path, { ...owner, mode })
}

export const setOwnerAndMode: Planner<'set-owner-and-mode'> = async (
  { path, owner, mode },
  piece,
  site,
  fix,
) => {
  const { host } = site
  const target = await targetOf(path)
  const before = attributesFrom(await lstat(target))
  const [user = '', group = null] = owner?.split(':') ?? []
  const ids = owner === null ? before : await account(host, user, group)
  const after = { uid: ids.uid, gid: ids.gid, mode: mode ?? before.mode }
  if (sameAttributes(before, after)) return
  piece.add({ do: 'set-attributes', path: target, before, after })
  // A configuration that the server could not read is read now.
  if (path === site.target.loaded.path) bringIntoForce(piece, site, fix)
}

export const removeSocket: Planner<'remove-socket'> = async ({ path }, piece) => {
  const stats = await lstat(path)
  if (!stats.isSocket()) throw new FixProblem({ key: 'fixes.notASocket', values: { path } })
  piece.add({ do: 'remove-socket', path, before: attributesFrom(stats) })
}

async function account(host: Host, user: string, group: string | null) {
  const found = await accountOf(host, user, group)
  if (found === null) throw new FixProblem({ key: 'fixes.noSuchUser', values: { user } })
  return { uid: found.uid, gid: found.gid }
}
