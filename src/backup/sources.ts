import type { Stats } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Target } from '../facts/target.ts'
import { existingLogSet } from '../logbook/sources/log-set.ts'
import type { Role } from './manifest.ts'
import { kindAt, kindOf, type Oddity } from './oddity.ts'

const DAY_MS = 86_400_000
const LOG_DAYS = 7
/** More log than this is no help and fills the disk of the backups. */
const MOST_LOG = 1024 * 1024 * 1024
/** The folder of uploads below the data folder. */
export const UPLOADS = 'server_temp_files'
/** Files of the data folder that are about this run of the server alone. */
const OF_THIS_RUN = /^instance\.json$/
const OURS = /\.(?:json|jsonl)$/

/** A file that belongs into a backup. */
export interface Source {
  readonly role: Role
  /** In the archive. */
  readonly name: string
  readonly path: string
}

/** What a backup holds, and what it does not and why. */
export interface Sources {
  readonly files: readonly Source[]
  readonly folders: readonly { readonly role: Role; readonly path: string }[]
  readonly leftOut: readonly LeftOut[]
}

/** What belongs into a backup and is in none: what lies there is no file, this user may not read it, or it is too large. */
export type LeftOut =
  | { readonly path: string; readonly why: 'denied' | 'too-much' }
  | { readonly path: string; readonly why: 'not-a-file'; readonly is: Oddity }

/**
 * Finds what belongs into a backup of a server: configuration, lists and their journals, the unit with its drop-ins, the
 * log of the last seven days, and, where wanted, uploads. Files that are not there are no part of it.
 */
export async function findSources(
  target: Target,
  options: {
    readonly uploads: boolean
    /** Also a unit of this name that runs another server: a restore would replace it. */
    readonly anyUnit: boolean
    readonly nowMs: number
  },
): Promise<Sources> {
  const { loaded, settings } = target
  const folder = dirname(loaded.path ?? join(loaded.base, 'config.json'))
  const { directory, banned_ips_file, muted_ips_file } = settings.data
  const fixed: Source[] = [
    ...(loaded.path === null
      ? []
      : [{ role: 'config' as const, name: 'config/config.json', path: loaded.path }]),
    ...inFolder('config', folder, ['doctor-acknowledged.json']),
    { role: 'lists', name: 'lists/banned_ips.json', path: banned_ips_file },
    { role: 'lists', name: 'lists/muted_ips.json', path: muted_ips_file },
    ...inFolder('data', directory, [
      'bans.journal.jsonl',
      'mutes.journal.jsonl',
      'state.json',
      'last-crash.json',
    ]),
    // A folder that only holds data: then whatever else lies there belongs to it.
    ...(directory === folder ? [] : inFolder('data', directory, await ownData(directory))),
  ]
  const uploads = join(directory, UPLOADS)
  const [units, logs, uploaded] = await Promise.all([
    unitFiles(target, options.anyUnit),
    logFiles(settings.logging.file, options.nowMs),
    options.uploads ? plainFiles(uploads) : [],
  ])
  const all = [
    ...fixed,
    ...units,
    ...logs.files,
    ...inFolder(
      'uploads',
      uploads,
      uploaded.filter((name) => !name.endsWith('.part')),
    ),
  ]
  const once = all.filter(({ path }, at) => all.findIndex((other) => other.path === path) === at)
  const looked = await Promise.all(once.map(async (source) => ({ source, is: await kindAt(source.path) })))
  return {
    // What may not be looked at counts as there: it is told later that it cannot be read.
    files: looked.flatMap(({ source, is }) => (is === 'file' || is === 'denied' ? [source] : [])),
    folders: [
      { role: 'config', path: folder },
      { role: 'data', path: directory },
      { role: 'logs', path: dirname(settings.logging.file) },
      { role: 'uploads', path: uploads },
    ],
    leftOut: [
      ...looked.flatMap(({ source: { path }, is }) =>
        is === 'file' || is === 'denied' || is === null ? [] : [notAFile(path, is)],
      ),
      ...logs.leftOut,
    ],
  }
}

const inFolder = (role: Role, folder: string, names: readonly string[]): Source[] =>
  names.map((name) => ({ role, name: `${role}/${name}`, path: join(folder, name) }))

/** Also what looks like a file of the server's and is none, so that this can be told. Links are somebody's own business. */
async function ownData(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => [])
  const names = entries.filter((entry) => !entry.isSymbolicLink() && !entry.isDirectory())
  return names
    .map(({ name }) => name)
    .filter((name) => OURS.test(name) && !OF_THIS_RUN.test(name) && !name.startsWith('.'))
}

async function plainFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name)
}

async function unitFiles({ unit, unitIsMeant, unitName }: Target, any: boolean): Promise<Source[]> {
  const isOurs = unit.seen && (unitIsMeant || any) && !unit.value.facts.isOfUser
  const path = isOurs ? unit.value.facts.fragmentPath : null
  if (path === null) return []
  const name = `${unitName}.service`
  const folders = [`${path}.d`, join('/etc/systemd/system', `${name}.d`)]
  const dropIns = await Promise.all(
    [...new Set(folders)].map(async (folder) =>
      (await plainFiles(folder))
        .filter((file) => file.endsWith('.conf'))
        .map((file) => ({ role: 'unit' as const, name: `unit/${name}.d/${file}`, path: join(folder, file) })),
    ),
  )
  return [{ role: 'unit', name: `unit/${name}`, path }, ...dropIns.flat()]
}

/** Parts of the log that were written to in the last days, the newest first as far as they are not too much. */
async function logFiles(log: string, nowMs: number): Promise<Pick<Sources, 'files' | 'leftOut'>> {
  const paths = await existingLogSet(log).catch(() => null)
  if (paths === null)
    return { files: [], leftOut: (await isDenied(dirname(log))) ? [denied(dirname(log))] : [] }
  const seen = await Promise.all(paths.map(async (path) => ({ path, found: await lookAt(path) })))
  const recent = seen
    .filter(({ found }) => found?.isFile() && found.mtimeMs >= nowMs - LOG_DAYS * DAY_MS)
    .sort((a, b) => (b.found?.mtimeMs ?? 0) - (a.found?.mtimeMs ?? 0))
  let room = MOST_LOG
  const files: Source[] = []
  const leftOut: LeftOut[] = seen.flatMap(({ path, found }) => {
    const is = found === null ? 'file' : found.isSymbolicLink() ? 'link' : kindOf(found)
    return is === 'file' ? [] : [notAFile(path, is)]
  })
  for (const { path, found } of recent) {
    room -= found?.size ?? 0
    if (room >= 0) files.push({ role: 'logs', name: `logs/${basename(path)}`, path })
    else leftOut.push({ path, why: 'too-much' })
  }
  return { files, leftOut }
}

const denied = (path: string) => ({ path, why: 'denied' as const })
const notAFile = (path: string, is: Oddity) => ({ path, why: 'not-a-file' as const, is })
const lookAt = (path: string): Promise<Stats | null> => lstat(path).catch(() => null)

async function isDenied(folder: string): Promise<boolean> {
  return await readdir(folder).then(
    () => false,
    (error: NodeJS.ErrnoException) => error.code === 'EACCES' || error.code === 'EPERM',
  )
}
