import { lstat, mkdir, realpath, rmdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { accountOf } from '../facts/accounts.ts'
import type { Host } from '../host/host.ts'
import { type Attributes, attributesFrom, sameAttributes, setAttributes } from '../store/attributes.ts'
import { syncFolder } from '../store/sync-folder.ts'
import { idsOf } from './account.ts'
import { MadeFolders } from './made-folders.ts'
import type { Step } from './step.ts'

const MODE = 0o750

/**
 * Makes a folder of the service, or gives one that is there its owner and mode; what is in it stays as it is.
 *
 * @param account  null: who asks
 * @param inOwn  it lies in a folder that the user of the service may change: a link there is never followed
 */
export async function folderStep(
  host: Host,
  path: string,
  account: string | null,
  inOwn: boolean,
): Promise<Step> {
  // An administrator may have put the folder on another disk by a link.
  const target = inOwn ? path : await realpath(path).catch(() => path)
  const before = await attributesOf(target)
  const ids = account === null ? null : await accountOf(host, account, null)
  const wantedIds = account === null ? { uid: host.uid, gid: process.getgid?.() ?? 0 } : ids
  const isRight =
    before === 'link' ||
    (before !== null &&
      wantedIds !== null &&
      sameAttributes(before, { uid: wantedIds.uid, gid: wantedIds.gid, mode: MODE }))
  const parents = new MadeFolders()
  let made = false
  return {
    kind: 'folder',
    target: path,
    standing: before === null ? 'missing' : isRight ? 'in-place' : 'older',
    shell: [
      `install -d -m ${MODE.toString(8)}${account === null ? '' : ` -o ${account} -g ${account}`} ${path}`,
    ],
    async apply() {
      if (before === null) {
        await parents.make(dirname(target))
        await mkdir(target, { mode: MODE })
        made = true
      }
      const { uid, gid } = account === null ? (wantedIds ?? { uid: 0, gid: 0 }) : await idsOf(host, account)
      await setAttributes(target, { uid, gid, mode: MODE })
      await syncFolder(dirname(target)).catch(() => {})
    },
    async undo() {
      if (made) await rmdir(target).catch(() => {})
      if (before === null) await parents.remove()
      else if (before !== null && before !== 'link') await setAttributes(target, before)
    },
  }
}

/** null where there is none; a link is left to whoever made it. */
async function attributesOf(path: string): Promise<Attributes | 'link' | null> {
  const found = await lstat(path).catch((error) => {
    if (['ENOENT', 'ENOTDIR', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) return null
    throw error
  })
  if (found === null) return null
  return found.isSymbolicLink() ? 'link' : attributesFrom(found)
}
