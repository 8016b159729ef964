import type { Stats } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { dirname, isAbsolute, join } from 'node:path'
import type { Host } from '../../host/host.ts'
import { provenance } from '../../host/live-host.ts'
import { type Access, accessAs, closedFolder } from '../access.ts'
import { type Account, groupName, userName } from '../accounts.ts'
import { defineCollector } from '../collector.ts'
import type { PathFacts, PathRole } from '../shapes/paths.ts'
import type { Target } from '../target.ts'

/** What the server appends to, or reads at its start, in its data folder. */
const DATA_FILES = /^(?:(?:bans|mutes)\.journal\.jsonl|state\.json|instance\.json)$/

/** The files and folders that the server needs (guide, problem 1.3 and 2.2), and what its user may do there. */
export const pathsCollector = defineCollector({
  fact: 'paths',
  async collect(host, target) {
    const start = performance.now()
    const found = await Promise.all(
      [...(await wanted(target))].map(async ([path, roles]) => ({ path, roles, ...(await look(path)) })),
    )
    const asked = found.map(({ path, stats, within }) => (stats === null ? within : path))
    const access = await accessAs(host, target.serviceUser, [...new Set(asked)])
    const value = await Promise.all(
      found.map((entry, index) => describe(host, entry, access.get(asked[index] ?? ''), target.serviceUser)),
    )
    return { seen: true, value, from: provenance('stat', start) }
  },
})

async function wanted({ loaded, settings, unit, unitIsMeant }: Target): Promise<Map<string, PathRole[]>> {
  const { logging, data, server } = settings
  const all = new Map<string, PathRole[]>()
  const add = (role: PathRole, path: string) => {
    const roles = all.get(path) ?? []
    if (!roles.includes(role)) all.set(path, [...roles, role])
  }
  if (loaded.path !== null) {
    add('config', loaded.path)
    add('config-folder', dirname(loaded.path))
  }
  add('log', logging.file)
  add('log-folder', dirname(logging.file))
  add('data-folder', data.directory)
  add('uploads', join(data.directory, 'server_temp_files'))
  add('ban-list', data.banned_ips_file)
  add('mute-list', data.muted_ips_file)
  for (const list of [data.banned_ips_file, data.muted_ips_file]) {
    if (dirname(list) !== data.directory) add('list-folder', dirname(list))
  }
  for (const name of await readdir(data.directory).catch(() => [])) {
    if (DATA_FILES.test(name)) add('data-file', join(data.directory, name))
  }
  if (server.control_socket !== undefined) add('runtime-folder', dirname(server.control_socket))
  for (const file of server.tls ? [server.tls.cert, server.tls.key] : []) add('tls-file', file)
  const words = unit.seen && unitIsMeant ? unit.value.facts.execStart : []
  for (const word of words.filter((word) => isAbsolute(word) && word.endsWith('.py'))) add('program', word)
  return all
}

interface Looked {
  readonly stats: Stats | null
  readonly denied: boolean
  /** The nearest folder above that exists. */
  readonly within: string
}

async function look(path: string): Promise<Looked> {
  const { stats, denied } = await tryStat(path)
  let within = dirname(path)
  while (within !== dirname(within) && (await tryStat(within)).stats === null) within = dirname(within)
  return { stats, denied, within }
}

async function tryStat(path: string): Promise<Pick<Looked, 'stats' | 'denied'>> {
  try {
    return { stats: await stat(path), denied: false }
  } catch (error) {
    return { stats: null, denied: ['EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '') }
  }
}

async function describe(
  host: Host,
  { path, roles, stats, denied, within }: Looked & { path: string; roles: readonly PathRole[] },
  access: Access | undefined,
  account: Account | null,
): Promise<PathFacts> {
  const { read = null, write = null, enter = null } = access ?? {}
  const isFolder = stats?.isDirectory() ?? false
  // What can be done in a folder takes the right to enter it as well.
  const inside = (may: boolean | null) => (may === null || enter === null ? null : may && enter)
  const isMissing = stats === null && !denied
  return {
    roles,
    path,
    exists: stats === null && denied ? null : stats !== null,
    kind: stats === null ? null : stats.isFile() ? 'file' : isFolder ? 'folder' : 'other',
    owner: stats === null ? null : await userName(host, stats.uid),
    group: stats === null ? null : await groupName(host, stats.gid),
    mode: stats === null ? null : stats.mode & 0o7777,
    bytes: stats?.size ?? null,
    readable: stats === null ? null : isFolder ? inside(read) : read,
    writable: stats === null ? null : isFolder ? inside(write) : write,
    creatable: isMissing ? inside(write) : null,
    within,
    closedBy: account === null ? null : ((await closedFolder(path, account)) ?? null),
  }
}
