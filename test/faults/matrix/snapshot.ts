import { createHash } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'

/** What a running server writes by itself. */
const VOLATILE = /\.log$|\.lock$/

/** Every file, folder and link below a folder with its bytes, mode and owner. */
export function snapshot(folder: string, isRunning: boolean): Record<string, string> {
  const found: Record<string, string> = {}
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (isRunning && VOLATILE.test(name)) continue
    const path = join(folder, name)
    const stats = lstatSync(path)
    const content = stats.isFile()
      ? createHash('sha256').update(readFileSync(path)).digest('hex')
      : stats.isSymbolicLink()
        ? readlinkSync(path)
        : stats.isDirectory()
          ? 'folder'
          : 'other'
    found[name] = `${(stats.mode & 0o7777).toString(8)} ${stats.uid}:${stats.gid} ${content}`
  }
  return found
}
