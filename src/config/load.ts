import { ChatctlError } from '../errors/chatctl-error.ts'
import { diagnose } from './diagnose.ts'
import { type Diagnostic, usable } from './diagnostic.ts'
import { type Finding, Places } from './finding.ts'
import { type Located, locate, type Search } from './locate.ts'
import { type FlagOverrides, fromEnvironment, fromFlags, type Override } from './overrides.ts'
import { resolvePaths } from './resolve-paths.ts'
import type { Config } from './schema.ts'
import { dotted } from './tree.ts'

/** Where to look, and the flags that win over what is found. */
export interface LoadOptions extends Search {
  readonly overrides?: FlagOverrides | undefined
}

/** A configuration, or all the reasons why there is none. */
export interface LoadedConfig {
  /** Paths absolute; undefined when a diagnostic is an error. */
  readonly config: Config | undefined
  /** The file that was found, or was named but is missing; null when none was named and none found. */
  readonly path: string | null
  /** What relative paths belong to: the file's folder, or `<cwd>/data` without any file. */
  readonly base: string
  /** The file without its byte order mark; empty when there is none. */
  readonly text: string
  readonly diagnostics: readonly Diagnostic[]
  /** False when the defaults are in force because there is no file. */
  readonly found: boolean
  /** Keys that the file does not decide, with what does: `{ 'server.port': 'CHATCTL_SERVER_PORT' }`. */
  readonly origins: Readonly<Record<string, string>>
  /** What flags and environment decide, with the values: they may be secrets. */
  readonly overrides: readonly Override[]
}

/**
 * Finds, reads and judges the configuration. Settings win in this order: flags, environment (`CHATCTL_SERVER_PORT`),
 * file, defaults. Never throws for anything that is in a file or is not there; see `usableConfig`.
 */
export async function loadConfig(options: LoadOptions): Promise<LoadedConfig> {
  const located = await locate(options)
  const environment = fromEnvironment(options.env)
  const overrides = [...environment.overrides, ...fromFlags(options.overrides ?? {})]
  const { path, base, read } = located
  const { config, diagnostics, text } =
    read.outcome === 'refused'
      ? { config: undefined, diagnostics: [], text: '' }
      : diagnose(read.outcome === 'bytes' ? read.bytes : '{}', overrides)
  const places = new Places('', true)
  const outside = [...aboutFile(located), ...environment.findings].map((finding) => places.place(finding))
  const all = [...outside, ...diagnostics]
  return {
    config: config && usable(all) ? resolvePaths(config, base) : undefined,
    path,
    base,
    text: read.outcome === 'bytes' ? text : '',
    diagnostics: all,
    found: read.outcome !== 'missing',
    origins: Object.fromEntries(overrides.map((override) => [dotted(override.path), override.origin])),
    overrides,
  }
}

/**
 * The configuration of a load that must have one.
 *
 * @throws ChatctlError `config/unusable` (exit code 2) when there was an error
 */
export function usableConfig({ config, path, diagnostics }: LoadedConfig): Config {
  if (config !== undefined) return config
  const count = diagnostics.filter(({ severity }) => severity === 'error').length
  const check = path === null ? 'chatctl config check' : `chatctl config check --config "${path}"`
  throw new ChatctlError('config/unusable', { path: path ?? 'config.json', count, check })
}

/** Whether there is a file that who asks may not read, so that he knows nothing of what it says. */
export function isClosed({ diagnostics }: LoadedConfig): boolean {
  return diagnostics.some(({ message }) => message.key === 'config.denied')
}

/**
 * The configuration for a command that only has to know it.
 *
 * @throws ChatctlError `config/no-access` where this user may not read it, else as {@link usableConfig}
 */
export function configInSight(loaded: LoadedConfig): Config {
  if (isClosed(loaded))
    throw new ChatctlError('config/no-access', { path: loaded.path ?? '', retry: 'sudo chatctl …' })
  return usableConfig(loaded)
}

function aboutFile({ read, tried }: Located): Finding[] {
  if (read.outcome === 'refused') return [read.finding]
  if (read.outcome === 'bytes') return []
  return [
    {
      severity: 'warning',
      id: 'config/not-found',
      key: '',
      at: undefined,
      message: { key: 'config.notFound' },
      hint: { key: 'config.looked', values: { paths: tried.join(', ') } },
    },
  ]
}
