import { resolve } from 'node:path'
import { isClosed, type LoadedConfig, loadConfig } from '../../config/load.ts'
import type { FlagOverrides } from '../../config/overrides.ts'
import { ChatctlError } from '../../errors/chatctl-error.ts'
import { t } from '../../messages/index.ts'
import { renderDiagnostics } from '../render-diagnostics.ts'
import { asRoot, commandLine } from './command-line.ts'
import { refuseDanglingLink } from './refuse-dangling-link.ts'

/** Which configuration a command is about, and how the command was called. */
export interface Asked {
  /** Value of `--config`. */
  readonly config: string | undefined
  /** The command behind `chatctl`, for sentences that tell how to repeat it. */
  readonly words: readonly string[]
  readonly overrides?: FlagOverrides
  /** Leaves the variables of this shell aside that name settings. */
  readonly withoutSettingsOfEnvironment?: boolean
}

/**
 * Finds and reads the configuration, whatever is wrong with what it says.
 *
 * @throws ChatctlError `config/no-access` where this user may not read it
 */
export async function openConfig(asked: Asked): Promise<LoadedConfig> {
  const { config: explicit, words, overrides, withoutSettingsOfEnvironment: isBare } = asked
  const { CHATCTL_CONFIG } = process.env
  const env = isBare ? { CHATCTL_CONFIG } : process.env
  const loaded = await loadConfig({ explicit, env, cwd: process.cwd(), overrides })
  if (isClosed(loaded))
    throw new ChatctlError('config/no-access', {
      path: loaded.path ?? '',
      retry: asRoot(words, loaded.path),
    })
  return loaded
}

/**
 * The same for a command that needs a file.
 *
 * @throws ChatctlError `config/no-access`, `config/no-file`, `config/dangling-link`, `config/not-editable` where something else is in its place
 */
export async function openFile(asked: Asked): Promise<LoadedConfig & { readonly path: string }> {
  const loaded = await openConfig(asked)
  const { path, found, diagnostics } = loaded
  if (path === null || !found) {
    await refuseDanglingLink(path ?? resolve('config.json'))
    const init = commandLine(['config', 'init', ...(path === null ? [] : [path])], null)
    throw new ChatctlError('config/no-file', { path: path ?? 'config.json', init })
  }
  const refused = diagnostics.filter(({ id }) => OTHER_THINGS.has(id))
  if (refused.length > 0) {
    process.stderr.write(renderDiagnostics(refused, path))
    throw new ChatctlError('config/not-editable', { path, check: commandLine(['config', 'check'], path) })
  }
  return { ...loaded, path }
}

const OTHER_THINGS: ReadonlySet<string> = new Set([
  'config/not-a-file',
  'config/unreadable',
  'config/too-big',
])

/** What to say beside settings of a file that is missing or has errors; null where all is well. */
export function remarkOn({ config, path, found, diagnostics }: LoadedConfig): string | null {
  if (config === undefined) {
    const count = diagnostics.filter(({ severity }) => severity === 'error').length
    const check = commandLine(['config', 'check'], path)
    return t('configure.broken', { path: path ?? 'config.json', count, check })
  }
  if (path !== null && !found) return t('configure.missing', { path })
  return path === null ? t('configure.none') : null
}
