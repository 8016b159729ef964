import { nearest } from '../../config/keys.ts'
import { keysAt, leafPaths } from '../../config/schema-path.ts'
import { ChatctlError } from '../../errors/chatctl-error.ts'
import { t } from '../../messages/index.ts'
import { escapeForTerminal } from '../escape.ts'

/**
 * The path of a setting or a section, as it is typed: `server.port`, `server.tls`, `server`; also its last part alone where
 * only one setting ends so.
 *
 * @throws ChatctlError `config/unknown-setting`
 */
export function settingPath(typed: string): string[] {
  const known = new Map(allPaths().map((path) => [path.join('.'), path]))
  const path = known.get(typed) ?? known.get(typed.toLowerCase())
  if (path !== undefined) return path
  const ending = leafPaths().filter((leaf) => leaf.at(-1) === typed.toLowerCase())
  const meant =
    ending.length === 1 ? ending[0]?.join('.') : (nearest(typed, [...known.keys()]) ?? nearestEnding(typed))
  const hint = meant === undefined ? t('configure.allSettings') : t('config.didYouMean', { meant })
  throw new ChatctlError('config/unknown-setting', { key: escapeForTerminal(typed.slice(0, 80)), hint })
}

/** Every path that can be asked for: sections, settings, and those of `server.tls`. */
function allPaths(under: readonly string[] = []): string[][] {
  return keysAt(under).flatMap((key) => [[...under, key], ...allPaths([...under, key])])
}

/** A setting that somebody misspelt without its section. */
function nearestEnding(typed: string): string | undefined {
  const leaves = leafPaths()
  const ending = nearest(
    typed,
    leaves.map((leaf) => leaf.at(-1) ?? ''),
  )
  return ending === undefined ? undefined : leaves.find((leaf) => leaf.at(-1) === ending)?.join('.')
}
