import { type FileHandle, stat } from 'node:fs/promises'
import { openRegular, readWhole } from './read-regular.ts'

/**
 * What tells one state of a file from another without reading it; null: there is no such file. Two stamps of the same
 * state are equal strings.
 */
export type FileStamp = string | null

/** The stamp of a path now. Anything but "not there" is thrown as the system's error. */
export async function stampOf(path: string): Promise<FileStamp> {
  try {
    return stampFrom(await stat(path, { bigint: true }))
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

/** A file's content with the stamp that belongs to it. */
export interface Snapshot {
  readonly content: Buffer
  readonly stamp: string
  /** Milliseconds since the epoch, on the clock of the file system. */
  readonly modified: number
}

/** Reads a regular file; null where there is none. A file that changes meanwhile gets the older stamp, so the change shows. */
export async function snapshot(path: string): Promise<Snapshot | null> {
  let handle: FileHandle | undefined
  try {
    handle = await openRegular(path)
    const stats = await handle.stat({ bigint: true })
    return { content: await readWhole(handle), stamp: stampFrom(stats), modified: Number(stats.mtimeMs) }
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  } finally {
    await handle?.close()
  }
}

/** "There is no such file", as opposed to one that cannot be looked at. */
function isMissing(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code
  return code === 'ENOENT' || code === 'ENOTDIR'
}

interface StampParts {
  readonly dev: bigint
  readonly ino: bigint
  readonly size: bigint
  readonly mtimeNs: bigint
  readonly ctimeNs: bigint
}

const stampFrom = (stats: StampParts) =>
  `${stats.dev}:${stats.ino}:${stats.size}:${stats.mtimeNs}:${stats.ctimeNs}`
