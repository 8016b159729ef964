import type { Stats } from 'node:fs'
import { type FileHandle, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { throughDraft } from './draft.ts'
import { giveToFolderOwner } from './folder-owner.ts'
import { writePlace } from './write-place.ts'

/**
 * Replaces a file as a whole: readers and crashes meet the old content or the new one, never a part. Resolves when both
 * the content and its name are on disk. An existing file keeps its mode and, where the system allows it, its owner; a
 * symbolic link stays one, if it is none that could lead us astray; a new one that root makes belongs to the owner of the
 * folder. A failure leaves the old file as it was.
 *
 * Not write-file-atomic: it takes a short write for a full one, so a disk that fills up leaves a cut file behind a
 * promise that resolves; and what it leaves after a kill cannot be told from a user's own copies.
 *
 * @throws ForeignLinkError, or the error of the system; `EINVAL` for a device or a FIFO
 * @param mode of a file that does not exist yet
 */
export async function writeAtomic(path: string, content: string | Buffer, mode = 0o644): Promise<void> {
  const target = writePlace(path)
  const before = await stat(target).catch(() => undefined)
  await throughDraft(target, { mode: before ? before.mode & 0o7777 : mode }, async (handle) => {
    await handle.writeFile(content)
    if (before) await takeAfter(handle, before)
    else await giveToFolderOwner(handle, dirname(target))
  })
}

async function takeAfter(handle: FileHandle, before: Stats): Promise<void> {
  // Only root may give a file away; what others write then belongs to them, in a folder that is theirs to write.
  await handle.chown(before.uid, before.gid).catch(() => {})
  await handle.chmod(before.mode & 0o7777).catch(() => {})
}
