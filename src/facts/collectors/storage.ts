import { readdir, readlink, realpath, stat, statfs } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Host } from '../../host/host.ts'
import { provenance } from '../../host/live-host.ts'
import { type Mount, mountOf, readMounts } from '../../host/mounts.ts'
import { defineCollector } from '../collector.ts'
import { serverProcesses } from '../server-processes.ts'
import type { PathRole } from '../shapes/paths.ts'
import type { DeletedFile, DiskFacts, LogFileFacts } from '../shapes/storage.ts'
import type { Target } from '../target.ts'

/** More names than that in one folder are not looked through. */
const MOST_NAMES = 20_000
const MOST_ROTATION_BYTES = 64 * 1024

/** Room on the disks that the server writes to, and what its log takes of it (guide, problem 11, checklist 5). */
export const storageCollector = defineCollector({
  fact: 'storage',
  async collect(host, target) {
    const start = performance.now()
    const { file } = target.settings.logging
    const [disks, logFiles, rotatedBy, deletedOpen] = await Promise.all([
      disksOf(target, await readMounts(host)),
      logFilesOf(file),
      rotatorOf(host, file),
      deletedOpenOf(target),
    ])
    return {
      seen: true,
      value: { disks, logFiles, rotatedBy, deletedOpen },
      from: provenance('statfs', start),
    }
  },
})

async function disksOf({ settings, serviceUser }: Target, mounts: readonly Mount[]): Promise<DiskFacts[]> {
  const { logging, data, server } = settings
  const places: [PathRole, string][] = [
    ['data-folder', data.directory],
    ['log-folder', dirname(logging.file)],
    ['list-folder', dirname(data.banned_ips_file)],
    ['list-folder', dirname(data.muted_ips_file)],
    ...(server.control_socket
      ? [['runtime-folder', dirname(server.control_socket)] as [PathRole, string]]
      : []),
  ]
  const disks = new Map<string, DiskFacts>()
  for (const [role, wanted] of places) {
    const path = await nearestFolder(wanted)
    const mount = mountOf(path, mounts)
    const key = mount?.path ?? path
    const before = disks.get(key)
    if (before !== undefined) {
      disks.set(key, { ...before, roles: [...new Set([...before.roles, role])] })
      continue
    }
    const found = await statfs(path).catch(() => null)
    if (found === null) continue
    const free = serviceUser?.uid === 0 ? found.bfree : found.bavail
    disks.set(key, {
      mount: key,
      type: mount?.type ?? 'unknown',
      path,
      roles: [role],
      totalBytes: found.blocks * found.bsize,
      freeBytes: free * found.bsize,
      totalInodes: found.files,
      freeInodes: found.ffree,
      readOnly: mount?.readOnly ?? false,
    })
  }
  return [...disks.values()]
}

/** The folder itself, or the nearest one above it that exists; links resolved. */
async function nearestFolder(path: string): Promise<string> {
  const found = await realpath(path).catch(() => null)
  return found ?? (path === dirname(path) ? path : await nearestFolder(dirname(path)))
}

/** `server.log` with `server.log.1`, `server.log.2.gz`, `server.log-20261125`: what we, Python and logrotate leave. */
async function logFilesOf(path: string): Promise<LogFileFacts[]> {
  const name = basename(path)
  const isPart = (other: string) => other.startsWith(name) && /^(?:$|[.-]\d)/.test(other.slice(name.length))
  const names = (await readdir(dirname(path)).catch(() => [])).slice(0, MOST_NAMES).filter(isPart)
  const files = await Promise.all(
    names.map(async (part) => {
      const file = join(dirname(path), part)
      const found = await stat(file).catch(() => null)
      return found?.isFile() ? { path: file, bytes: found.size, modified: found.mtime.toISOString() } : null
    }),
  )
  return files
    .filter((file) => file !== null)
    .sort((a, b) => a.path.localeCompare(b.path, 'en', { numeric: true }))
}

async function rotatorOf(host: Host, log: string): Promise<string | null> {
  const folder = '/etc/logrotate.d'
  const names = (await readdir(folder).catch(() => [])).map((name) => join(folder, name))
  for (const path of ['/etc/logrotate.conf', ...names]) {
    const read = await host.readText(path, { maxBytes: MOST_ROTATION_BYTES })
    if (read.seen && [log, `${dirname(log)}/*`].some((name) => read.value.includes(name))) return path
  }
  return null
}

async function deletedOpenOf(target: Target): Promise<DeletedFile[] | null> {
  const servers = (await serverProcesses(target)).filter(({ isMeant }) => isMeant)
  const found: DeletedFile[] = []
  for (const { info, kind } of servers) {
    const { pid } = info
    const folder = `/proc/${pid}/fd`
    const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => error.code)
    if (names === 'EACCES') return null
    for (const name of Array.isArray(names) ? names : []) {
      const link = await readlink(join(folder, name)).catch(() => '')
      // What lives in memory only has names like these too.
      if (!link.endsWith(' (deleted)') || /^\/(?:memfd:|dev\/)/.test(link)) continue
      const file = await stat(join(folder, name)).catch(() => null)
      if (!file?.isFile()) continue
      const path = link.slice(0, -' (deleted)'.length)
      found.push({
        pid,
        descriptor: Number(name),
        path,
        bytes: file.blocks * 512,
        reopens: kind === 'chatctl',
      })
    }
  }
  return found
}
