import type { Dirent } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { bestGuess } from '../config/best-guess.ts'
import { repairConfig } from '../config/repair.ts'
import { resolvePaths } from '../config/resolve-paths.ts'
import type { Config } from '../config/schema.ts'
import { ChatctlError } from '../errors/chatctl-error.ts'
import type { Host } from '../host/host.ts'
import { readOrNull } from '../host/proc/process-info.ts'
import { parseTcpTable } from '../host/proc/tcp-table.ts'
import { readRegular } from '../store/read-regular.ts'
import { findCrontabs } from './find-crontabs.ts'
import { findLogrotate } from './find-logrotate.ts'
import { findProcesses } from './find-processes.ts'
import { findUnits } from './find-units.ts'
import type { OldList, Original, Rules } from './original.ts'

/** More is no program and no script. */
const LARGEST_BESIDE = 1024 * 1024
const MOST_BESIDE = 50

/**
 * Looks for an installation of the original server.
 *
 * @param named  its folder, or its Server.py
 * @throws ChatctlError `migrate/not-found`, `migrate/denied`, `migrate/user-unit`
 */
export async function findOriginal(host: Host, named: string): Promise<Original> {
  const folder = await seen(named, named, async () => {
    const real = await realpath(named)
    return (await stat(real)).isDirectory() ? real : dirname(real)
  })
  const entries = await seen(folder, named, async () => await readdir(folder, { withFileTypes: true }))
  const entry = entries.find(({ name }) => /^server\.py$/i.test(name))
  if (entry === undefined) throw new ChatctlError('migrate/not-found', { path: folder })
  const program = join(folder, entry.name)
  const rules = rulesOf(await seen(program, named, async () => (await readRegular(program)).toString()))
  const configPath = join(folder, 'config.json')
  const config = await seen(configPath, named, async () => await readRegular(configPath).catch(nullIfMissing))
  // A configuration that nobody can read leaves what the original does without one.
  const settings = resolvePaths(bestGuess(config === null ? '{}' : repairConfig(config).text), folder)
  const found = await findUnits(host, folder)
  const crontabs = await findCrontabs(
    host,
    folder,
    found.map(({ name }) => name),
  )
  const logrotate = await findLogrotate(host, settings.logging.file)
  return {
    folder,
    program,
    rules,
    configPath,
    config,
    settings,
    lists: await listsOf(settings, named),
    logs: await logsOf(settings.logging.file),
    beside: await besideOf(folder, entries),
    units: found,
    processes: findProcesses(
      folder,
      found.map(({ name }) => name),
    ),
    logrotate: logrotate.paths,
    crontabs: crontabs.tables,
    connected: connectedTo(settings.server.port),
    notes: [...crontabs.notes, ...logrotate.notes],
  }
}

/** Version 9 is the one that knows bcrypt. */
function rulesOf(source: string): Rules {
  return source.includes('bcrypt') ? 'v9' : 'v6'
}

async function listsOf({ data }: Config, named: string): Promise<OldList[]> {
  const paths = { banned: data.banned_ips_file, muted: data.muted_ips_file }
  return await Promise.all(
    (['banned', 'muted'] as const).map(async (which) => ({
      which,
      path: paths[which],
      content: await seen(
        paths[which],
        named,
        async () => await readRegular(paths[which]).catch(nullIfMissing),
      ),
    })),
  )
}

/** `server.log`, `server.log.1` and so on, and what logrotate has made of them. */
async function logsOf(path: string): Promise<string[]> {
  const names = await readdir(dirname(path)).catch((): string[] => [])
  const own = basename(path)
  return names
    .filter(
      (name) =>
        name === own ||
        (name.startsWith(`${own}.`) && /^[.\-\d]+(?:\.gz)?$/.test(name.slice(own.length))) ||
        name.startsWith(`${own}-`),
    )
    .sort()
    .map((name) => join(dirname(path), name))
}

async function besideOf(folder: string, entries: readonly Dirent[]): Promise<string[]> {
  const names = entries.filter(
    (entry) => entry.isFile() && /\.(?:py|sh|txt|md|service|example)$/i.test(entry.name),
  )
  const paths = names.slice(0, MOST_BESIDE).map(({ name }) => join(folder, name))
  const sizes = await Promise.all(
    paths.map(async (path) => (await stat(path).catch(() => null))?.size ?? Infinity),
  )
  return paths.filter((_, at) => (sizes[at] ?? Infinity) <= LARGEST_BESIDE)
}

function connectedTo(port: number): number | null {
  const tables = ['/proc/net/tcp', '/proc/net/tcp6'].map(readOrNull)
  if (tables.every((table) => table === null)) return null
  return tables
    .flatMap((table) => parseTcpTable(table ?? '', new Set([port])))
    .filter(({ state, local }) => state === 'ESTAB' && local.port === port).length
}

async function seen<T>(path: string, named: string, look: () => Promise<T>): Promise<T> {
  try {
    return await look()
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    if (code === 'EACCES' || code === 'EPERM')
      throw new ChatctlError('migrate/denied', { path, folder: named })
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new ChatctlError('migrate/not-found', { path })
    throw error
  }
}

function nullIfMissing(error: unknown): null {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
  throw error
}
