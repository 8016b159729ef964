import { rm } from 'node:fs/promises'
import { syncFolder } from '../store/sync-folder.ts'
import { archivesIn } from './place.ts'
import { readArchive } from './read-archive.ts'

/** What became of archives that are too old. */
export interface Pruned {
  readonly removed: readonly string[]
  /** Old ones that are left alone, because they cannot be read: nobody knows whose they are and what is in them. */
  readonly unreadable: readonly string[]
}

export interface PruneOptions {
  /** Archives of other servers in the same folder are none of its business. */
  readonly server: string
  /** null keeps all */
  readonly keepMs: number | null
  /** A good one that stays, whatever the clock says. */
  readonly newest: string
  readonly nowMs: number
  readonly signal: AbortSignal
}

/** Removes archives that are ours by name and by manifest, of this server, and older than what is to be kept. */
export async function prune(folder: string, options: PruneOptions): Promise<Pruned> {
  const { keepMs, newest, nowMs, signal } = options
  if (keepMs === null) return { removed: [], unreadable: [] }
  const before = nowMs - keepMs
  const old = (await archivesIn(folder)).filter(({ path, madeMs }) => path !== newest && madeMs <= before)
  const removed: string[] = []
  const unreadable: string[] = []
  for (const { path } of old) {
    if (signal.aborted) break
    const manifest = await readArchive(path, { signal }).catch(() => null)
    if (manifest === null) {
      unreadable.push(path)
    } else if (manifest.server === options.server && Date.parse(manifest.createdAt) <= before) {
      await rm(path)
      removed.push(path)
    }
  }
  if (removed.length > 0) await syncFolder(folder)
  return { removed, unreadable }
}
