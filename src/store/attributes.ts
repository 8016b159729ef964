import { constants, type Stats } from 'node:fs'
import { chmod, type FileHandle, lchown, lstat, open } from 'node:fs/promises'

/** Owner and permission bits of a file or folder; ids are 0 where the system has none. */
export interface Attributes {
  readonly uid: number
  readonly gid: number
  /** Permission bits. */
  readonly mode: number
}

export function attributesFrom({ uid, gid, mode }: Stats): Attributes {
  return { uid, gid, mode: mode & 0o7777 }
}

/** Whether owner, group and permissions are the same. */
export function sameAttributes(a: Attributes, b: Attributes): boolean {
  return a.uid === b.uid && a.gid === b.gid && a.mode === b.mode
}

/**
 * Gives a file or folder its owner and permissions, and never what a link that was put in its place leads to.
 *
 * @throws the system's error
 */
export async function setAttributes(path: string, wanted: Attributes): Promise<void> {
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)
  let handle: FileHandle
  try {
    handle = await open(path, flags)
  } catch (error) {
    // One's own file that one may not read, or a socket, which nobody can open.
    if (!['EACCES', 'EPERM', 'ENXIO'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
    return setClosed(path, wanted)
  }
  try {
    const now = attributesFrom(await handle.stat())
    if (now.uid !== wanted.uid || now.gid !== wanted.gid) await handle.chown(wanted.uid, wanted.gid)
    // After the owner: giving a file away takes its setuid bits.
    if (attributesFrom(await handle.stat()).mode !== wanted.mode) await handle.chmod(wanted.mode)
    await handle.sync().catch(() => {})
  } finally {
    await handle.close()
  }
}

async function setClosed(path: string, wanted: Attributes): Promise<void> {
  const stats = await lstat(path)
  if (stats.isSymbolicLink()) throw Object.assign(new Error(`ELOOP: ${path} is a link`), { code: 'ELOOP' })
  const now = attributesFrom(stats)
  if (now.uid !== wanted.uid || now.gid !== wanted.gid) await lchown(path, wanted.uid, wanted.gid)
  if (now.mode !== wanted.mode) await chmod(path, wanted.mode)
}
