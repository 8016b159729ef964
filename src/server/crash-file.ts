import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { draftOf } from '../store/draft.ts'
import { makeFolderNow } from '../store/make-folder.ts'
import { residentBytes } from './resident-bytes.ts'

/** What is known of a crash; `report` shows it. */
export interface Crash {
  /** ISO 8601 */
  readonly time: string
  readonly pid: number
  readonly version: string
  readonly node: string
  readonly uptimeSeconds: number
  readonly rssBytes: number
  readonly kind: 'uncaughtException' | 'unhandledRejection'
  readonly error: string
  readonly stack: string
}

/** Where the newest crash of a data folder is written down. */
export function crashPath(directory: string): string {
  return join(directory, 'last-crash.json')
}

/**
 * Writes down an error that nobody caught, synchronously, because the process is about to end.
 *
 * @returns the path, or undefined where it could not be written
 */
export function writeCrash(
  directory: string,
  version: string,
  kind: Crash['kind'],
  error: unknown,
): string | undefined {
  const path = crashPath(directory)
  const crash: Crash = {
    time: new Date().toISOString(),
    pid: process.pid,
    version,
    node: process.version,
    uptimeSeconds: Math.round(process.uptime()),
    rssBytes: residentBytes(),
    kind,
    error: error instanceof Error ? error.message : String(error),
    stack: error instanceof Error ? (error.stack ?? '') : '',
  }
  const draft = draftOf(path)
  try {
    makeFolderNow(directory)
    // Exclusive and renamed: whatever lies there, a link for one, is not written to.
    const file = openSync(draft, 'wx', 0o600)
    writeSync(file, `${JSON.stringify(crash, null, 2)}\n`)
    fsyncSync(file)
    closeSync(file)
    renameSync(draft, path)
    return path
  } catch {
    try {
      rmSync(draft, { force: true })
    } catch {}
    return undefined
  }
}
