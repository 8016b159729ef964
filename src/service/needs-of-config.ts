import { dirname } from 'node:path'
import { bestGuess } from '../config/best-guess.ts'
import { defaultFile } from '../config/default-file.ts'
import { loadConfig } from '../config/load.ts'
import { resolvePaths } from '../config/resolve-paths.ts'
import type { Config } from '../config/schema.ts'
import type { Layout } from './layout.ts'

/** What a unit must leave open for a configuration. */
export interface ConfigNeeds {
  /** Folders that the server writes to, none within another. */
  readonly writable: readonly string[]
  /** A port below 1024 is asked for. */
  readonly lowPort: boolean
  /** Something that the configuration names lies in a home. */
  readonly inHome: boolean
  readonly logFile: string
  readonly ports: readonly number[]
}

const HOME = /^\/(?:home|root|run\/user)(?:\/|$)/

/** The config.json that is written where there is none: every default, with the log in its own folder. */
export function firstConfig({ logs }: Layout): string {
  const settings = JSON.parse(defaultFile())
  settings.logging.file = `${logs}/server.log`
  return `${JSON.stringify(settings, null, 2)}\n`
}

/**
 * Reads what the configuration asks of the unit; of a broken one what can be made out of it.
 *
 * @param coming  text of one that is about to take its place
 * @returns null where there is one that this user may not read
 */
export async function needsOfConfig(layout: Layout, coming?: string): Promise<ConfigNeeds | null> {
  if (coming !== undefined) return needsOf(resolvePaths(bestGuess(coming), layout.base), layout)
  const loaded = await loadConfig({ explicit: layout.config, env: {}, cwd: layout.base })
  if (loaded.found && loaded.text === '' && loaded.config === undefined) return null
  const text = loaded.found ? loaded.text : firstConfig(layout)
  const usable = loaded.found ? loaded.config : undefined
  return needsOf(usable ?? resolvePaths(bestGuess(text), layout.base), layout)
}

function needsOf({ server, logging, data }: Config, { scope, logs }: Layout): ConfigNeeds {
  const socket = server.control_socket
  const folders = [
    data.directory,
    dirname(data.banned_ips_file),
    dirname(data.muted_ips_file),
    dirname(logging.file),
    ...(socket === undefined || socket.startsWith('/run/chatctl/') ? [] : [dirname(socket)]),
  ]
  const named = [...folders, ...(server.tls ? [server.tls.cert, server.tls.key] : [])]
  // systemd makes the folder of the log itself and leaves it open.
  const own = (path: string) => scope === 'system' && (path === logs || path.startsWith(`${logs}/`))
  const ports = [server.port, ...(server.tls ? [server.tls.port] : [])]
  return {
    writable: outermost(folders.filter((path) => !own(path))),
    lowPort: ports.some((port) => port > 0 && port < 1024),
    inHome: named.some((path) => HOME.test(path)),
    logFile: logging.file,
    ports,
  }
}

function outermost(folders: readonly string[]): string[] {
  const all = [...new Set(folders)].sort()
  return all.filter(
    (path) => !all.some((other) => other !== path && path.startsWith(other === '/' ? '/' : `${other}/`)),
  )
}
