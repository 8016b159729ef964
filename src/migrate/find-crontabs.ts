import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Host } from '../host/host.ts'
import type { Message } from '../messages/index.ts'
import { SYSTEM_LAYOUT } from '../service/layout.ts'
import type { CronTable } from './original.ts'

const SINGLE = '/etc/crontab'
const FOLDERS = ['/etc/cron.d', '/var/spool/cron/crontabs', '/var/spool/cron']
const PROGRAM = /\bserver\.py\b/i

/**
 * The lines of crontabs that start the original server, or run a script that knows it; with the new server they would start
 * a second one. Others about the server (a restart at night, a backup) go on as they are.
 *
 * @param units  names of its units
 */
export async function findCrontabs(
  host: Host,
  folder: string,
  units: readonly string[],
): Promise<{ readonly tables: readonly CronTable[]; readonly notes: readonly Message[] }> {
  const tables: CronTable[] = []
  const notes: Message[] = []
  for (const path of await crontabs(notes)) {
    const text = await host.readText(path, { maxBytes: 256 * 1024 })
    if (!text.seen) {
      if (text.why === 'denied') notes.push({ key: 'migrate.note.crontabDenied', values: { path } })
      continue
    }
    const lines: string[] = []
    for (const line of text.value.split('\n')) {
      if (line.trim() === '' || line.trim().startsWith('#')) continue
      if (await concernsProgram(host, line, folder, units)) lines.push(line)
      else if (line.includes(`${folder}/`) || /\bchatserver\b/.test(line))
        notes.push({ key: 'migrate.note.crontabStays', values: { path, line: line.trim() } })
    }
    if (lines.length > 0) tables.push({ path, lines })
  }
  return { tables, notes }
}

async function crontabs(notes: Message[]): Promise<string[]> {
  const found = [SINGLE]
  for (const folder of FOLDERS) {
    const names = await readdir(folder).catch((error: NodeJS.ErrnoException): string[] => {
      if (error.code === 'EACCES') notes.push({ key: 'migrate.note.crontabDenied', values: { path: folder } })
      return []
    })
    for (const name of names) {
      const path = join(folder, name)
      if ((await stat(path).catch(() => null))?.isFile()) found.push(path)
    }
  }
  return found
}

async function concernsProgram(
  host: Host,
  line: string,
  folder: string,
  units: readonly string[],
): Promise<boolean> {
  if (PROGRAM.test(line)) return true
  // The new unit bears this name, so what restarts the one restarts the other.
  const others = units.filter((name) => name !== SYSTEM_LAYOUT.name)
  const words = line.split(/[\s;&|]+/).map((word) => word.replace(/\.service$/, ''))
  if (/\b(?:re)?start\b/.test(line) && others.some((name) => words.includes(name))) return true
  for (const path of line.match(/\/[^\s;&|<>"']+/g) ?? []) {
    if (!path.startsWith(`${folder}/`) && !/\.sh$/.test(path)) continue
    const script = await host.readText(path, { maxBytes: 64 * 1024 })
    if (script.seen && PROGRAM.test(script.value)) return true
  }
  return false
}

/** A crontab without these lines: they stay in it as remarks. */
export function withoutLines(text: string, lines: readonly string[]): string {
  return text
    .split('\n')
    .map((line) => (lines.includes(line) ? `# chatctl migrate: ${line}` : line))
    .join('\n')
}
