import type { Stats } from 'node:fs'
import { lstat, stat } from 'node:fs/promises'

/** What may lie in the place of a file, and has nothing that a backup could hold. */
export const ODDITIES = ['pipe', 'socket', 'device', 'folder', 'link'] as const

export type Oddity = (typeof ODDITIES)[number]

/**
 * What lies at a path, behind links.
 *
 * @returns null where nothing does; `denied` where that may not be looked at; `link` for one that leads nowhere
 */
export async function kindAt(path: string): Promise<'file' | 'denied' | Oddity | null> {
  try {
    return kindOf(await stat(path))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EACCES') return 'denied'
    const link = await lstat(path).catch(() => null)
    return link?.isSymbolicLink() ? 'link' : null
  }
}

/** What `stat` has found. */
export function kindOf(
  found: Pick<Stats, 'isFile' | 'isFIFO' | 'isSocket' | 'isDirectory'>,
): 'file' | Oddity {
  if (found.isFile()) return 'file'
  if (found.isFIFO()) return 'pipe'
  if (found.isSocket()) return 'socket'
  return found.isDirectory() ? 'folder' : 'device'
}
