import { fchownSync, fstatSync, statSync } from 'node:fs'
import { type FileHandle, stat } from 'node:fs/promises'

/**
 * Gives a file that root has just made to the owner of its folder: a service must be able to write its own files, also
 * after an administrator has changed them for it.
 */
export async function giveToFolderOwner(handle: FileHandle, folder: string): Promise<void> {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = await stat(folder)
  // Some network file systems have no owners to give to.
  await handle.chown(uid, gid).catch(() => {})
}

/**
 * {@link giveToFolderOwner} for a file that was opened without being sure that it is new: an empty one of root's with this one
 * name. Another name would be somebody's trap, who wants a file of root's to become his.
 */
export function giveEmptyToFolderOwner(descriptor: number, folder: string): void {
  if (process.getuid?.() !== 0) return
  const { size, uid, nlink } = fstatSync(descriptor)
  if (size > 0 || uid !== 0 || nlink !== 1) return
  const owner = statSync(folder)
  if (owner.uid === 0) return
  try {
    fchownSync(descriptor, owner.uid, owner.gid)
  } catch {}
}
