import { existsSync, renameSync, statSync } from 'node:fs'
import { shiftBackups } from './backups.ts'

export interface AsideOptions {
  /** `number`: to `path.1` as a rotation by size does. `clear`: out of the set, to a name with the time. */
  readonly as: 'number' | 'clear'
  /** How many numbered parts are kept; 0, where the log does not rotate by itself, keeps all. */
  readonly backupCount: number
  readonly now: Date
}

/**
 * Renames a log, so that the next line begins a new one.
 *
 * @returns its new path; null where there is nothing in it
 * @throws the system's error; no file is lost then
 */
export function putAside(path: string, { as, backupCount, now }: AsideOptions): string | null {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined || !stat.isFile() || stat.size === 0) return null
  if (as === 'number') {
    shiftBackups(path, backupCount === 0 ? Number.POSITIVE_INFINITY : backupCount)
    return `${path}.1`
  }
  const stamp = now.toISOString().replaceAll(/[-:]/g, '').slice(0, 15).replace('T', '-')
  const free = (count: number): string => {
    const to = `${path}.cleared-${stamp}${count === 0 ? '' : `-${count}`}`
    return existsSync(to) || existsSync(`${to}.gz`) ? free(count + 1) : to
  }
  const to = free(0)
  renameSync(path, to)
  return to
}
