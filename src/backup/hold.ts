import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ChatctlError } from '../errors/chatctl-error.ts'
import { LockedError, withLock } from '../store/lock-file.ts'

const LOCK = '.chatctl-backup.lock'
/** Long enough to take a lock over whose owner was killed. */
const TAKE_OVER_MS = 500
const DRAFT = /^\.chatctl-backup-\d+\.part$/

/** Name of an archive that is being written. */
export const draftName = () => `.chatctl-backup-${process.pid}.part`

/**
 * Runs work while nobody else makes, removes or restores backups in this folder. What a killed run left behind goes first.
 *
 * @throws ChatctlError `backup/locked`
 */
export async function holdingFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await withLock(join(folder, LOCK), TAKE_OVER_MS, async () => {
      for (const name of await readdir(folder)) {
        if (DRAFT.test(name)) await rm(join(folder, name), { force: true }).catch(() => {})
      }
      return await work()
    })
  } catch (error) {
    if (error instanceof LockedError) throw new ChatctlError('backup/locked', { folder, pid: error.pid })
    throw error
  }
}
