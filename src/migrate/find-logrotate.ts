import { readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Host } from '../host/host.ts'
import type { Message } from '../messages/index.ts'
import { standingOf } from '../service/mark.ts'

const FOLDER = '/etc/logrotate.d'

/** The files of logrotate that name a log. One that is about other logs as well is left alone, and that is said. */
export async function findLogrotate(
  host: Host,
  log: string,
): Promise<{ readonly paths: readonly string[]; readonly notes: readonly Message[] }> {
  const paths: string[] = []
  const notes: Message[] = []
  for (const name of await readdir(FOLDER).catch((): string[] => [])) {
    const path = join(FOLDER, name)
    const text = await host.readText(path, { maxBytes: 64 * 1024 })
    if (!text.seen || standingOf('', text.value) !== 'foreign' || !names(text.value, log)) continue
    if (text.value.split('{').length > 2)
      notes.push({ key: 'migrate.note.sharedLogrotate', values: { path, log } })
    else paths.push(path)
  }
  return { paths, notes }
}

/** By its path, or with all others of its folder. */
function names(text: string, log: string): boolean {
  const lines = text.split('\n').filter((line) => !line.trim().startsWith('#'))
  return lines.some((line) => line.includes(log) || line.includes(`${dirname(log)}/*`))
}
