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
