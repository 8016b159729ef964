import { dirname, join, resolve } from 'node:path'
import { type Read, readConfigFile } from './read-file.ts'

/** The folders that are searched after the working directory. */
const SYSTEM_FOLDERS: readonly string[] = ['/opt/chatserver', '/etc/chatserver']

/** Where a configuration may be. */
export interface Search {
  /** Value of `--config`. */
  readonly explicit?: string | undefined
  readonly env: NodeJS.ProcessEnv
  /** Absolute. */
  readonly cwd: string
  /** Instead of /opt/chatserver and /etc/chatserver. */
  readonly folders?: readonly string[] | undefined
}

/** What the search came to. */
export interface Located {
  /** The file that was found, or was named but is missing; null when none was named and none found. */
  readonly path: string | null
  /** What relative paths belong to: the file's folder, or `<cwd>/data` without any file. */
  readonly base: string
  readonly read: Read
  /** Every path that was tried, in order. */
  readonly tried: readonly string[]
}

/**
 * Finds config.json: `--config`, `$CHATCTL_CONFIG`, the working directory, /opt/chatserver, /etc/chatserver. A file
 * that was named is the only one tried. One that is there but cannot be read ends the search: going on would serve
 * with settings that nobody meant.
 */
export async function locate({ explicit, env, cwd, folders = SYSTEM_FOLDERS }: Search): Promise<Located> {
  const named = explicit || env.CHATCTL_CONFIG
  const candidates = named ? [named] : [cwd, ...folders].map((folder) => join(folder, 'config.json'))
  const tried: string[] = []
  for (const candidate of candidates) {
    const path = resolve(cwd, candidate)
    tried.push(path)
    const read = await readConfigFile(path)
    if (read.outcome !== 'missing' || named) return { path, base: dirname(path), read, tried }
  }
  return { path: null, base: join(cwd, 'data'), read: { outcome: 'missing' }, tried }
}
