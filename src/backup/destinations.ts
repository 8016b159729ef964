import { basename, dirname, join, relative } from 'node:path'
import { bestGuess } from '../config/best-guess.ts'
import { resolvePaths } from '../config/resolve-paths.ts'
import type { Config } from '../config/schema.ts'
import type { Target } from '../facts/target.ts'
import type { FileRow, Role } from './manifest.ts'
import { UPLOADS } from './sources.ts'

const UNITS = '/etc/systemd/system'
/** What a server of the usual layout uses; elsewhere a path from an archive is shown for what it is. */
const USUAL = ['/opt/chatserver', '/var/lib/chatserver', '/var/log/chatserver']

/** Where the files of an archive go on this machine. */
export interface Destinations {
  readonly configPath: string
  /** The folder of a role, as the manifest's `folders` name it; null for those that are not the server's own. */
  folderOf(role: Role): string | null
  /** @returns null for a name that has no place here, such as another unit's */
  of(row: Pick<FileRow, 'name' | 'role'>): string | null
  /** Whether a path is in none of the folders that this server uses now, nor in the usual ones. */
  isUnusual(path: string): boolean
}

/**
 * Decides by the roles of files, never by paths that an archive gives, where they go: the configuration to where it is (or
 * where `--config` says), everything else to where the configuration that will be in force keeps it: like the server's own
 * start, with what its environment says instead of the file.
 *
 * @param configText  of the archive where it is restored too; else null
 */
export function destinationsFor(target: Target, configText: string | null): Destinations {
  const { loaded, settings: present, unitName } = target
  const configPath = loaded.path ?? '/opt/chatserver/config.json'
  const base = dirname(configPath)
  const coming = configText === null ? present : resolvePaths(bestGuess(configText, loaded.overrides), base)
  const { directory, banned_ips_file, muted_ips_file } = coming.data
  const known = [base, ...foldersOf(present), ...USUAL]
  return {
    configPath,
    folderOf(role) {
      switch (role) {
        case 'config':
          return base
        case 'data':
          return directory
        case 'logs':
          return dirname(coming.logging.file)
        case 'uploads':
          return join(directory, UPLOADS)
        default:
          return null
      }
    },
    of({ name, role }) {
      const rest = name.slice(role.length + 1)
      switch (role) {
        case 'config':
          return rest === 'config.json' ? configPath : join(base, rest)
        case 'lists':
          if (rest === 'banned_ips.json') return banned_ips_file
          return rest === 'muted_ips.json' ? muted_ips_file : null
        case 'data':
          return join(directory, rest)
        case 'unit':
          return isOfUnit(rest, `${unitName}.service`) ? join(UNITS, rest) : null
        case 'logs':
          return isOfLog(rest, basename(coming.logging.file))
            ? join(dirname(coming.logging.file), rest)
            : null
        case 'uploads':
          return join(directory, UPLOADS, rest)
      }
    },
    isUnusual: (path) => !path.startsWith(`${UNITS}/`) && !known.some((folder) => isBelow(path, folder)),
  }
}

const foldersOf = ({ data, logging }: Config) => [
  data.directory,
  dirname(data.banned_ips_file),
  dirname(data.muted_ips_file),
  dirname(logging.file),
]

const isOfUnit = (rest: string, unit: string) =>
  rest === unit || (rest.startsWith(`${unit}.d/`) && rest.endsWith('.conf'))

const isOfLog = (rest: string, log: string) =>
  rest === log || (rest.startsWith(log) && /^[.-]\d+(?:\.gz)?$/.test(rest.slice(log.length)))

function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, path)
  return way !== '' && !way.startsWith('..') && !way.startsWith('/')
}
