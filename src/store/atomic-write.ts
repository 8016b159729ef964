import { randomBytes } from 'node:crypto'
import type { Stats } from 'node:fs'
import { type FileHandle, open, readdir, realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { giveToFolderOwner } from './folder-owner.ts'
import { isAlive, processStart } from './process-start.ts'
import { syncFolder } from './sync-folder.ts'
import { writePlace } from './write-place.ts'

/** Tells this run from an earlier one with the same id, as every run in a container has it. */
const run = randomBytes(4).toString('hex')
/** The id alone soon belongs to another process on a busy machine. */
const owner = `${process.pid}.${processStart(process.pid) ?? ''}`
let written = 0

/**
 * Replaces a file as a whole: readers and crashes meet the old content or the new one, never a part. Resolves when both
 * the content and its name are on disk. An existing file keeps its mode and, where the system allows it, its owner; a
 * symbolic link stays one, if it is none that could lead us astray; a new one that root makes belongs to the owner of the folder. A failure leaves the old file as it was.
 *
 * Not write-file-atomic: it takes a short write for a full one, so a disk that fills up leaves a cut file behind a
 * promise that resolves; and what it leaves after a kill cannot be told from a user's own copies.
 *
 * @throws ForeignLinkError, or the error of the system
 * @param mode of a file that does not exist yet
 */
export async function writeAtomic(path: string, content: string | Buffer, mode = 0o644): Promise<void> {
  const target = writePlace(path)
  const before = await stat(target).catch(() => undefined)
  const draft = draftOf(target)
  try {
    const handle = await open(draft, 'wx', before ? before.mode & 0o7777 : mode)
    try {
      await handle.writeFile(content)
      if (before) await takeAfter(handle, before)
      else await giveToFolderOwner(handle, dirname(target))
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(draft, target)
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {})
    throw error
  }
  await syncFolder(dirname(target))
}

/** A name beside a file for its coming content, which {@link removeDrafts} knows; every call gives another one. */
export function draftOf(target: string): string {
  return `${draftPrefix(target)}${owner}-${run}-${written++}`
}

/** Removes what writers of this file left behind when they were killed; those of live processes stay. */
export async function removeDrafts(path: string): Promise<void> {
  const target = await realpath(path).catch(() => resolve(path))
  const prefix = basename(draftPrefix(target))
  for (const name of await readdir(dirname(target)).catch(() => [])) {
    if (!name.startsWith(prefix)) continue
    const [itsOwner = '', itsRun] = name.slice(prefix.length).split('-')
    const [pid, start] = itsOwner.split('.')
    if (
      Number(pid) === process.pid ? itsRun !== run : Number(pid) > 0 && !isAlive(Number(pid), start || null)
    ) {
      await rm(join(dirname(target), name), { force: true }).catch(() => {})
    }
  }
}

const draftPrefix = (target: string) => join(dirname(target), `.${basename(target)}.draft-`)

async function takeAfter(handle: FileHandle, before: Stats): Promise<void> {
  // Only root may give a file away; what others write then belongs to them, in a folder that is theirs to write.
  await handle.chown(before.uid, before.gid).catch(() => {})
  await handle.chmod(before.mode & 0o7777).catch(() => {})
}
