import { parseTree } from 'jsonc-parser'
import { bestGuess } from './best-guess.ts'
import { LineIndex } from './line-index.ts'
import type { LoadedConfig } from './load.ts'
import { resolvePaths } from './resolve-paths.ts'
import type { Config } from './schema.ts'
import { leafPaths } from './schema-path.ts'
import { tooComplexAt } from './structure.ts'
import { dotted, nodeAt } from './tree.ts'

/** Where a setting comes from; `name` is that of a variable or a flag. */
export type Origin =
  | { readonly kind: 'default' }
  | { readonly kind: 'file'; readonly line: number }
  | { readonly kind: 'environment' | 'flag'; readonly name: string }

/** One setting as it is in force. */
export interface Setting {
  /** Dotted, as in `server.port`. */
  readonly key: string
  /** Six stars for a secret; undefined where it is not set and has no default. */
  readonly value: unknown
  readonly origin: Origin
}

const SECRETS = new Set(['admin.password', 'admin.password_hash'])
const MASK = '******'

/** True for a key whose value is never shown. */
export function isSecretKey(key: string): boolean {
  return SECRETS.has(key)
}

/**
 * Every setting with its value in force and where that comes from, in the order of the reference. Of a file that cannot be
 * used: what can be made out of it. No secret is in it.
 */
export function effectiveSettings(loaded: LoadedConfig): Setting[] {
  const { text, origins } = loaded
  const config = settingsOf(loaded)
  const root = tooComplexAt(text) === undefined ? parseTree(text) : undefined
  const index = new LineIndex(text)
  const originOf = (path: readonly string[]): Origin => {
    const name = origins[dotted(path)]
    if (name !== undefined) return { kind: name.startsWith('--') ? 'flag' : 'environment', name }
    const { node, exact } = nodeAt(root, path)
    if (!exact || node === undefined) return { kind: 'default' }
    return { kind: 'file', line: index.at(node.offset).line }
  }
  return leafPaths().map((path) => {
    const key = dotted(path)
    const value = valueAt(config, path)
    const shown = isSecretKey(key) && value !== undefined ? MASK : value
    return { key, value: shown, origin: value === undefined ? { kind: 'default' } : originOf(path) }
  })
}

/** The settings in force, or the best guess at them where the file cannot be used. */
export function settingsOf({ config, text, base, overrides }: LoadedConfig): Config {
  return config ?? resolvePaths(bestGuess(text, overrides), base)
}

/** The value of a setting; undefined where it is not set. */
function valueAt(config: Config, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], config)
}
