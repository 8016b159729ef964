import { isDeepStrictEqual } from 'node:util'
import { needsRestart } from '../../config/compare.ts'
import { diagnose } from '../../config/diagnose.ts'
import { effectiveSettings, isSecretKey, type Origin } from '../../config/effective.ts'
import type { LoadedConfig } from '../../config/load.ts'
import { passwordForm } from '../../config/password-hints.ts'
import { resolvePaths } from '../../config/resolve-paths.ts'
import type { Config } from '../../config/schema.ts'
import { keysAt } from '../../config/schema-path.ts'
import type { SettingsResult } from '../../control/methods.ts'
import type { ChatctlError } from '../../errors/chatctl-error.ts'
import { serverBefore } from './in-force.ts'

/** A setting that is not the same everywhere; undefined is "not set". */
export interface Difference {
  readonly key: string
  readonly shipped: unknown
  readonly disk: unknown
  /** Line of the file; null where it does not name the key. */
  readonly line: number | null
  /** Absent where no server could be asked, and for passwords, which it never tells. */
  readonly running?: unknown
  /** `same` as on the disk; `restart` or `reload` bring the disk into force; `server`: its environment or flags decide. */
  readonly verdict: 'same' | 'restart' | 'reload' | 'server' | null
}

/** What `config diff` found. */
export interface ConfigDiff {
  readonly path: string | null
  readonly usable: boolean
  /** `error` is why a server that may run could not be asked. */
  readonly server: 'running' | 'down' | 'python' | 'unknown'
  readonly error: ChatctlError | null
  readonly differences: readonly Difference[]
}

/**
 * Compares the shipped defaults, the file, and what the running server works with. Never throws for a server that is down
 * or cannot be asked.
 *
 * @param loaded  read without the environment of this shell, which is none of the three
 */
export async function diffSettings(loaded: LoadedConfig): Promise<ConfigDiff> {
  const { path, found, base, config: disk } = loaded
  const server = await serverBefore(loaded)
  let running: SettingsResult | null = null
  let error = server.state === 'unknown' ? server.error : null
  if (server.state === 'running') {
    try {
      running = await server.client.call('settings', {})
    } catch (thrown) {
      error = thrown as ChatctlError
    }
  }
  const shipped = resolvePaths(diagnose('{}').config as Config, base)
  const lines = linesOf(loaded)
  const differences = keysAt([]).flatMap((section) =>
    keysAt([section]).flatMap((name) => difference(section, name, { shipped, disk, running, lines })),
  )
  return {
    path: found ? path : null,
    usable: disk !== undefined,
    server: error === null ? server.state : 'unknown',
    error,
    differences,
  }
}

interface Sides {
  readonly shipped: Config
  readonly disk: Config | undefined
  readonly running: SettingsResult | null
  readonly lines: ReadonlyMap<string, Origin>
}

function difference(section: string, name: string, { shipped, disk, running, lines }: Sides): Difference[] {
  const key = `${section}.${name}`
  const valueIn = (config: object | undefined) =>
    config === undefined ? undefined : Reflect.get(Reflect.get(config, section), name)
  const origin = lines.get(key)
  const line = origin?.kind === 'file' ? origin.line : null
  // With a file that cannot be used and no server there is nothing to compare the defaults with.
  if (disk === undefined && running === null) return []
  const pending = running?.differs.find((other) => other.key === key)
  if (section === 'admin' && (isSecretKey(key) || running === null || name === 'password_enabled')) {
    const shown = (config: Config | undefined) => (isSecretKey(key) ? formOf(config, key) : valueIn(config))
    const [a, b] = [shown(shipped), shown(disk)]
    const verdict = running === null || disk === undefined ? null : pending ? 'reload' : 'same'
    return isDeepStrictEqual(a, b) && pending === undefined
      ? []
      : [{ key, shipped: a, disk: b, line, verdict }]
  }
  const [a, b, c] = [valueIn(shipped), valueIn(disk), valueIn(running?.inForce)]
  const isLikeRunning = running === null || isDeepStrictEqual(a, c)
  const areSame = isLikeRunning && (disk === undefined || isDeepStrictEqual(a, b))
  if (areSame) return []
  if (running === null) return [{ key, shipped: a, disk: b, line, verdict: null }]
  const verdict = isDeepStrictEqual(b, c)
    ? 'same'
    : pending === undefined
      ? 'server'
      : needsRestart(key)
        ? 'restart'
        : 'reload'
  return [{ key, shipped: a, disk: b, line, running: c, verdict: disk === undefined ? null : verdict }]
}

/** How a password is kept, in place of it. */
function formOf(config: Config | undefined, key: string): string | undefined {
  const kept = config?.admin[key.split('.')[1] as 'password' | 'password_hash']
  if (config === undefined || !kept) return undefined
  return key === 'admin.password'
    ? 'plain'
    : passwordForm({ password_enabled: true, password_hash: kept }).form
}

function linesOf(loaded: LoadedConfig): ReadonlyMap<string, Origin> {
  const lines = new Map<string, Origin>()
  for (const { key, origin } of effectiveSettings(loaded)) {
    const [section, name] = key.split('.')
    const whole = `${section}.${name}`
    if (!lines.has(whole) || origin.kind === 'file')
      lines.set(whole, lines.get(whole)?.kind === 'file' ? (lines.get(whole) as Origin) : origin)
  }
  return lines
}
