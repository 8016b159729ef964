import { basename, dirname } from 'node:path'
import { ChatctlError } from '../errors/chatctl-error.ts'
import { stampOf } from '../store/file-stamp.ts'
import type { Manifest } from './manifest.ts'
import { archivesIn, keepMarks, readMarks } from './place.ts'
import { readArchive } from './read-archive.ts'

/** An archive as a list shows it. */
export interface ListedBackup {
  readonly path: string
  /** ISO 8601 */
  readonly made: string
  readonly bytes: number
  /** Whether all of it was read back since it last changed, and when. */
  readonly verified: 'good' | 'damaged' | 'never'
  /** ISO 8601 */
  readonly verifiedAt: string | null
  /** Whose it is; null until it is read. */
  readonly server: string | null
}

/** What was found in the folders that were looked into. */
export interface BackupList {
  readonly backups: readonly ListedBackup[]
  /** Folders that this user may not look into: what is in them is not known. */
  readonly denied: readonly string[]
}

/** Lists archives, newest first, without reading them. */
export async function listBackups(folders: readonly string[]): Promise<BackupList> {
  const denied: string[] = []
  const lists = await Promise.all(
    folders.map(async (folder) => {
      try {
        const [archives, marks] = await Promise.all([archivesIn(folder), readMarks(folder)])
        return archives.map(({ path, name, bytes, madeMs, stamp }): ListedBackup => {
          const mark = marks[name]?.stamp === stamp ? marks[name] : undefined
          return {
            path,
            made: new Date(madeMs).toISOString(),
            bytes,
            verified: mark === undefined ? 'never' : mark.good ? 'good' : 'damaged',
            verifiedAt: mark?.at ?? null,
            server: mark?.server ?? null,
          }
        })
      } catch (error) {
        if (['EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) denied.push(folder)
        return []
      }
    }),
  )
  const backups = lists.flat().sort((a, b) => b.made.localeCompare(a.made) || b.path.localeCompare(a.path))
  return { backups, denied }
}

/** What came of reading one archive back. */
export interface VerifiedBackup {
  readonly path: string
  readonly good: boolean
  /** Why not, in the reader's language; null for a good one. */
  readonly problem: string | null
  readonly manifest: Manifest | null
}

/** Reads an archive to its end and remembers what came of it. */
export async function verifyBackup(
  path: string,
  nowMs: number,
  signal: AbortSignal,
): Promise<VerifiedBackup> {
  const stamp = await stampOf(path).catch(() => null)
  let result: VerifiedBackup
  try {
    result = { path, good: true, problem: null, manifest: await readArchive(path, { signal }) }
  } catch (error) {
    const isJudged = error instanceof ChatctlError && ['backup/damaged', 'backup/unsafe'].includes(error.id)
    if (!isJudged) throw error
    result = { path, good: false, problem: error.message, manifest: null }
  }
  if (stamp !== null) {
    const { good, manifest } = result
    const at = new Date(nowMs).toISOString()
    const mark = { stamp, at, good, server: manifest?.server ?? '', files: manifest?.files.length ?? 0 }
    await keepMarks(dirname(path), { ...(await readMarks(dirname(path))), [basename(path)]: mark })
  }
  return result
}
