import { lstat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { makeFolder } from './make-folder.ts'

/**
 * Makes a folder that is for this user alone, with the folders above it.
 *
 * @throws the system's error; and where the folder is there and others could exchange what is in it
 */
export async function ensurePrivateFolder(path: string, uid: number): Promise<void> {
  await makeFolder(path, 0o700)
  if (!(await isPrivate(path, uid))) throw new Error(`${path} is not a private folder of this user`)
}

/** Whether a folder is this user's and closed to all others, and cannot be exchanged: what lies in it was put there by him. */
export async function isPrivate(path: string, uid: number): Promise<boolean> {
  return (await isOwn(path, uid, 0o077)) && (await isOwn(dirname(path), uid, 0o022))
}

async function isOwn(path: string, uid: number, forbidden: number): Promise<boolean> {
  const stats = await lstat(path).catch(() => null)
  if (!stats?.isDirectory()) return false
  // Where there are no user ids, folders have no such permissions.
  return uid < 0 || (stats.uid === uid && (stats.mode & forbidden) === 0)
}
