import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, lstat, open, readlink } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { attributesFrom } from '../../store/attributes.ts'
import type { FileState } from './change.ts'

/** What a fix rewrites is read whole; more than that is no file for people. */
const LARGEST = 64 * 1024 * 1024
const MOST_LINKS = 40

export function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}

/**
 * A regular file with its bytes; null where there is none. A link has been followed by {@link targetOf} before.
 *
 * @throws the system's error, and where it is no regular file
 */
export async function readFileState(path: string): Promise<{ state: FileState; content: Buffer } | null> {
  let handle: FileHandle
  try {
    const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)
    handle = await open(path, flags)
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
  try {
    const stats = await handle.stat()
    if (!stats.isFile()) throw new Error(`${path}: not a regular file`)
    if (stats.size > LARGEST) throw new Error(`${path}: ${stats.size} bytes`)
    const content = await handle.readFile()
    return {
      content,
      state: { ...attributesFrom(stats), sha256: sha256(content), bytes: content.length },
    }
  } finally {
    await handle.close()
  }
}

/** What a path leads to, also where nothing is there yet: a link is kept, and its target changed. */
export async function targetOf(path: string): Promise<string> {
  let at = resolve(path)
  for (let links = 0; links < MOST_LINKS; links++) {
    const stats = await lstat(at).catch((error) => {
      if (isMissing(error)) return null
      throw error
    })
    if (!stats?.isSymbolicLink()) return at
    at = resolve(dirname(at), await readlink(at))
  }
  throw new Error(`${path}: too many links`)
}

/** "There is no such file", as opposed to one that cannot be looked at. */
export function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')
}
