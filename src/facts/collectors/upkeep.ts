import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import type { Host } from '../../host/host.ts'
import { provenance } from '../../host/live-host.ts'
import { readLastBackup } from '../../store/last-backup.ts'
import { knownStateFolders } from '../../store/server-state.ts'
import { usualBackupFolders } from '../backup-folders.ts'
import { defineCollector } from '../collector.ts'
import type { Target } from '../target.ts'

const ARCHIVE = /\.(?:tar|tar\.gz|tgz|zip|tar\.xz|tar\.zst)$/
/** Larger ones are not read through while somebody waits. */
const MOST_TO_VERIFY = 32 * 1024 * 1024
const CRONTABS = ['/etc/crontab', '/var/spool/cron/crontabs/root', '/var/spool/cron/root']
const FRESH_MS = 15 * 60_000
const WORDS = /chatserver|chatctl|Server\.py/i

/** Backups, schedules, system packages (guide: weekly checklist, monitoring, backup). */
export const upkeepCollector = defineCollector({
  fact: 'upkeep',
  async collect(host, target, signal) {
    const start = performance.now()
    const folders = usualBackupFolders(target)
    const [backup, schedules, packages, reboot] = await Promise.all([
      newestBackup(folders, await elsewhere(host, target), signal),
      readSchedules(host, await ownMonitor(host, target)),
      changed([
        '/var/log/dpkg.log',
        '/var/lib/dpkg/status',
        '/var/lib/rpm/rpmdb.sqlite',
        '/var/lib/rpm/Packages',
      ]),
      changed(['/run/reboot-required', '/var/run/reboot-required']),
    ])
    const value = {
      backup: backup.newest,
      backupFolders: folders,
      deniedBackupFolders: backup.denied,
      ...schedules,
      packagesChanged: packages,
      rebootRequired: reboot !== null,
    }
    return { seen: true, value, from: provenance('backup folders and crontabs', start) }
  },
})

/** Backups that chatctl made and that lie in no usual folder, such as on another disk. */
async function elsewhere(host: Host, { loaded, settings }: Target): Promise<string[]> {
  const folders = knownStateFolders(host, loaded.path ?? settings.data.directory)
  const made = await Promise.all(folders.map(readLastBackup))
  return made.flatMap((one) => one?.path ?? [])
}

async function newestBackup(folders: readonly string[], more: readonly string[], signal: AbortSignal) {
  const denied: string[] = []
  const paths = await Promise.all(
    folders.map(async (folder) => {
      const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'EACCES') denied.push(folder)
        return []
      })
      return names.filter((name) => ARCHIVE.test(name)).map((name) => join(folder, name))
    }),
  )
  const found = await Promise.all(
    [...paths.flat(), ...more].map(async (path) => ({ path, file: await stat(path).catch(() => null) })),
  )
  const newest = found
    .filter(({ file }) => file?.isFile())
    .sort((a, b) => (b.file?.mtimeMs ?? 0) - (a.file?.mtimeMs ?? 0))[0]
  if (newest?.file == null) return { newest: null, denied }
  const { path, file } = newest
  const readable = await isReadable(path, file.size, signal)
  return { newest: { path, made: file.mtime.toISOString(), bytes: file.size, readable }, denied }
}

/** Reads a compressed archive to its end, which its checksum stands at. */
async function isReadable(path: string, bytes: number, signal: AbortSignal): Promise<boolean | null> {
  if (bytes === 0) return false
  if (!/gz$/.test(path) || bytes > MOST_TO_VERIFY) return null
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  try {
    await pipeline(createReadStream(path), createGunzip(), nowhere, { signal })
    return true
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    return /^Z_|^ERR_/.test(code) ? false : null
  }
}

/** A monitor that has looked within the last quarter of an hour, however it was started. */
async function ownMonitor(host: Host, { loaded, settings }: Target): Promise<string[]> {
  const folders = knownStateFolders(host, loaded.path ?? settings.data.directory)
  const states = await Promise.all(
    folders.map((folder) => stat(join(folder, 'monitor.json')).catch(() => null)),
  )
  return states.some((state) => state !== null && state.mtimeMs > host.now() - FRESH_MS)
    ? ['chatctl monitor']
    : []
}

async function readSchedules(host: Host, own: readonly string[]) {
  const dropIns = (await readdir('/etc/cron.d').catch(() => [])).map((name) => join('/etc/cron.d', name))
  const schedules: string[] = [...own]
  const unreadableSchedules: string[] = []
  for (const path of [...CRONTABS, ...dropIns]) {
    const table = await host.readText(path, { maxBytes: 256 * 1024 })
    if (!table.seen) {
      if (table.why === 'denied') unreadableSchedules.push(path)
      continue
    }
    for (const line of table.value.split('\n')) {
      const script = /^\s*[^#\s].*?(\/\S*)/.exec(line)?.[1]
      if (script !== undefined && WORDS.test(line)) schedules.push(script)
    }
  }
  const timers = await readdir('/etc/systemd/system/timers.target.wants').catch(() => [])
  return { schedules: [...schedules, ...timers.filter((name) => WORDS.test(name))], unreadableSchedules }
}

/** When the first of these files that exists was last changed. */
async function changed(paths: readonly string[]): Promise<string | null> {
  for (const path of paths) {
    const file = await stat(path).catch(() => null)
    if (file !== null) return file.mtime.toISOString()
  }
  return null
}
