import { leafPaths } from '../../config/schema-path.ts'
import { CHECK_IDS, THEMES } from '../../doctor/check-ids.ts'
import { type Kind, NAMES } from '../../explain/names.ts'
import { LOG_LEVELS } from '../../logging/level.ts'

/** The shells that there are scripts for. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof SHELLS)[number]

/** Arguments of commands that are paths. */
export const FILE_ARGUMENTS: ReadonlySet<string> = new Set([
  'report diff before',
  'report diff after',
  'config check file',
  'config init path',
  'backup verify archive',
  'backup restore archive',
])

/** What people look up by its name; what they see as a sentence or a number they paste. */
const EXPLAINED: ReadonlySet<Kind> = new Set([
  'topic',
  'check',
  'event',
  'error',
  'finding',
  'errno',
  'node',
  'signal',
])

/** Words that a command takes as its argument; none where only the person who types knows. */
export function valuesOf(command: string): readonly string[] {
  const values = VALUES[command]?.() ?? []
  // What a shell would take apart or obey is not offered.
  return [...new Set(values)].filter((value) => /^[\w.+/-]+$/.test(value))
}

const VALUES: Readonly<Record<string, () => readonly string[]>> = {
  doctor: () => [...THEMES, ...CHECK_IDS],
  explain: () => NAMES.filter(({ kind }) => EXPLAINED.has(kind)).map(({ id }) => id),
  loglevel: () => LOG_LEVELS,
  completion: () => SHELLS,
  'config get': settings,
  'config set': settings,
}

function settings(): readonly string[] {
  return leafPaths().map((path) => path.join('.'))
}
