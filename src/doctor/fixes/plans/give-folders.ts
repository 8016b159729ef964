import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { accountOf } from '../../../facts/accounts.ts'
import { attributesFrom, sameAttributes } from '../../../store/attributes.ts'
import { FixProblem } from '../problem.ts'
import { bringIntoForce } from './into-force.ts'
import type { Planner } from './planner.ts'

/** More than that nobody can look through before he says yes. */
const MOST = 300

/**
 * Gives folders away with all that is in them, the innermost first: who owns a folder could put a link in the place of what is
 * still to be given. For the same reason folders of others than root are not entered.
 */
export const giveFolders: Planner<'give-folders'> = async ({ folders, owner }, piece, site, fix) => {
  const [user = '', group = null] = owner.split(':')
  const account = await accountOf(site.host, user, group)
  if (account === null) throw new FixProblem({ key: 'fixes.noSuchUser', values: { user } })
  for (const folder of folders) {
    for (const path of await within(folder)) {
      const stats = await lstat(path)
      if (!stats.isFile() && !stats.isDirectory()) continue
      const before = attributesFrom(stats)
      const after = { uid: account.uid, gid: account.gid, mode: before.mode }
      if (!sameAttributes(before, after)) piece.add({ do: 'set-attributes', path, before, after })
    }
    if (piece.changes.length > MOST)
      throw new FixProblem({ key: 'fixes.tooManyFiles', values: { most: MOST } })
  }
  const { path } = site.target.loaded
  if (path !== null && folders.some((folder) => path.startsWith(`${folder}/`)))
    bringIntoForce(piece, site, fix)
}

/** A folder behind everything in it. */
async function within(folder: string): Promise<string[]> {
  const found: string[] = []
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory() && (await lstat(path)).uid === 0) found.push(...(await within(path)))
    else found.push(path)
    if (found.length > MOST) return found
  }
  return [...found, folder]
}
