import { closeSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { makeFolder } from './make-folder.ts'
import { isAlive, processStart } from './process-start.ts'
import { readRegularSync } from './read-regular.ts'

/** Somebody else held the lock until the time was up. */
export class LockedError extends Error {
  readonly path: string
  /** 0 where the file does not tell. */
  readonly pid: number

  constructor(path: string, pid: number) {
    super(`${path} is held by process ${pid}`)
    this.name = 'LockedError'
    this.path = path
    this.pid = pid
  }
}

/** A lock file without a readable owner counts as being written for this long. */
const WRITING_MS = 2000

/**
 * Runs work while no other process runs under the same lock file. A lock whose owner has ended (same id and same start,
 * so a reused id does not count) is taken over.
 *
 * @param limitMs how long to wait for another owner
 * @throws LockedError
 */
export async function withLock<T>(path: string, limitMs: number, work: () => Promise<T>): Promise<T> {
  await makeFolder(dirname(path))
  const deadline = performance.now() + limitMs
  while (!take(path)) {
    if (performance.now() > deadline) throw new LockedError(path, ownerOf(path)?.pid ?? 0)
    if (isStale(path)) breakStale(path)
    else await wait(15 + Math.random() * 15)
  }
  try {
    return await work()
  } finally {
    rmSync(path, { force: true })
  }
}

function take(path: string): boolean {
  let fd: number
  try {
    fd = openSync(path, 'wx', 0o644)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
  try {
    writeSync(fd, JSON.stringify({ pid: process.pid, started: processStart(process.pid) }))
  } catch {
    // A full disk: the name alone locks, for WRITING_MS. The work will hear of the disk by itself.
  } finally {
    closeSync(fd)
  }
  return true
}

interface Owner {
  readonly pid: number
  readonly started: string | null
}

function ownerOf(path: string): Owner | undefined {
  try {
    const { pid, started } = JSON.parse(readRegularSync(path).toString()) as Owner
    return Number.isInteger(pid) && pid > 0 ? { pid, started } : undefined
  } catch {
    return undefined
  }
}

function isStale(path: string): boolean {
  const owner = ownerOf(path)
  if (owner) return !isAlive(owner.pid, owner.started)
  try {
    return Date.now() - statSync(path).mtimeMs > WRITING_MS
  } catch {
    return false
  }
}

/** One process at a time breaks a lock, or the second would remove the one that the first has just taken. */
function breakStale(path: string): void {
  const breaker = `${path}.break`
  if (!take(breaker)) {
    if (isStale(breaker)) rmSync(breaker, { force: true })
    return
  }
  if (isStale(path)) rmSync(path, { force: true })
  rmSync(breaker, { force: true })
}
