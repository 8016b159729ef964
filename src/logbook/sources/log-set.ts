import { readdirSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** Behind the name of the log: `.3`, `.3.gz` (ours, Python's, logrotate's) or `-20261123`, `-20261123.gz` (logrotate, dateext). */
const ROTATED = /^(?:\.(\d{1,6})|-(\d{8}))(\.gz)?$/

/**
 * A log and its rotated parts, the oldest first. Copies that `logs clear` put aside are no part of it.
 *
 * @returns the path alone if its folder cannot be read
 */
export function logSet(path: string): string[] {
  try {
    return [...partsOf(path, readdirSync(dirname(path))), path]
  } catch {
    return [path]
  }
}

/**
 * The same for whom a folder that does not answer must not stop, and only what exists.
 *
 * @throws the error of the system where the folder cannot be read
 */
export async function existingLogSet(path: string): Promise<string[]> {
  const names = await readdir(dirname(path))
  return [...partsOf(path, names), ...(names.includes(basename(path)) ? [path] : [])]
}

/** The rotated parts of a log among the names in its folder, the oldest first. */
function partsOf(path: string, names: readonly string[]): string[] {
  const name = basename(path)
  const parts = new Map<string, { age: number; packed: boolean; path: string }>()
  for (const other of names) {
    const match = other.startsWith(name) ? ROTATED.exec(other.slice(name.length)) : null
    if (match === null) continue
    const [, number, date, packed] = match
    // Dated parts are older than numbered ones only by accident: a host uses one kind; the newest date is the youngest.
    const age = number === undefined ? 1e9 - Number(date) : Number(number)
    const key = number ?? date ?? ''
    const known = parts.get(key)
    // While it is being compressed both are there.
    if (known === undefined || known.packed) {
      parts.set(key, { age, packed: packed !== undefined, path: join(dirname(path), other) })
    }
  }
  return [...parts.values()].sort((a, b) => b.age - a.age).map((part) => part.path)
}
