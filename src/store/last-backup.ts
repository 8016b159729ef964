import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { writeAtomic } from './atomic-write.ts'
import { makeFolder } from './make-folder.ts'

/** A backup that was made, wherever it went: by it doctor finds the ones that lie on other disks. */
export interface LastBackup {
  readonly path: string
  /** ISO 8601 */
  readonly at: string
}

const fileIn = (folder: string) => join(folder, 'last-backup.json')

/** Remembers it in a state folder. That this cannot be written does not make the backup worse. */
export async function rememberLastBackup(folder: string | null, backup: LastBackup): Promise<void> {
  if (folder === null) return
  try {
    await makeFolder(dirname(fileIn(folder)))
    await writeAtomic(fileIn(folder), `${JSON.stringify(backup)}\n`)
  } catch {}
}

/** The one that was last remembered there; null where there is none. */
export async function readLastBackup(folder: string): Promise<LastBackup | null> {
  try {
    const { path, at } = JSON.parse(await readFile(fileIn(folder), 'utf8')) as Partial<LastBackup>
    return typeof path === 'string' && typeof at === 'string' ? { path, at } : null
  } catch {
    return null
  }
}
