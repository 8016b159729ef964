import type { Command } from '@oclif/core/command'
import type { Config } from '@oclif/core/config'
import { t } from '../../messages/index.ts'
import { FILE_ARGUMENTS, valuesOf } from './values.ts'

/** A word that may be typed, and what it means. */
interface Word {
  readonly text: string
  readonly about: string
}

export interface FlagWord {
  /** Without hyphens. */
  readonly name: string
  readonly char: string | undefined
  readonly about: string
  /** What follows it: nothing, a file, one of some words, or what only the person who types knows. */
  readonly takes: 'nothing' | 'files' | 'anything' | readonly string[]
}

/** What may follow some words of a command line. */
export interface Place {
  /** The words before, such as `logs rotate`; empty at the beginning. Where a command has several names, each of them. */
  readonly paths: readonly string[]
  readonly commands: readonly Word[]
  readonly flags: readonly FlagWord[]
  readonly values: readonly string[]
  readonly files: boolean
}

const HELP: FlagWord = { name: 'help', char: undefined, about: '', takes: 'nothing' }
/** Flags whose value is a path are those whose help says so. */
const PATH_VALUES = new Set(['FILE', 'FOLDER', 'BUNDLE', 'FILE.tar.gz'])

/** Everything that can be typed, as the commands declare it, with texts in the reader's language. */
export function commandLine(config: Config): Place[] {
  const shown = config.commands.filter(({ id, aliases, hidden }) => !hidden && !aliases.includes(id))
  const topics = config.topics.filter(({ hidden }) => !hidden).map(({ name }) => name)
  const ids = [...new Set(['', ...topics, ...shown.map(({ id }) => id)])].sort()
  const about = (id: string) =>
    firstLine(shown.find((command) => command.id === id)?.summary ?? config.findTopic(id)?.description)
  return ids.map((id) => {
    const command = shown.find((one) => one.id === id)
    const depth = id === '' ? 0 : id.split(':').length
    const below = ids.filter(
      (one) => one !== '' && one.split(':').length === depth + 1 && one.startsWith(id === '' ? '' : `${id}:`),
    )
    return {
      paths: [id, ...(command?.aliases ?? [])].map(spaced),
      commands: below.map((one) => ({ text: one.split(':').at(-1) ?? one, about: about(one) })),
      flags: [...flagsOf(command), { ...HELP, about: t('completion.showHelp') }],
      values: valuesOf(spaced(id)),
      files: Object.keys(command?.args ?? {}).some((name) => FILE_ARGUMENTS.has(`${spaced(id)} ${name}`)),
    }
  })
}

/** Whether a place is that of a command or topic, by a word's position: all names of it, for the scripts. */
export function allPaths(places: readonly Place[]): string[] {
  return places.flatMap(({ paths }) => paths).filter((path) => path !== '')
}

function flagsOf(command: Command.Loadable | undefined): FlagWord[] {
  return Object.values(command?.flags ?? {})
    .filter(({ hidden }) => !hidden)
    .flatMap((flag) => {
      const about = firstLine(flag.summary ?? flag.description)
      const word = { name: flag.name, char: flag.char, about }
      if (flag.type === 'option') return [{ ...word, takes: takenBy(flag) }]
      const opposite = { name: `no-${flag.name}`, char: undefined, about, takes: 'nothing' as const }
      return [{ ...word, takes: 'nothing' as const }, ...(flag.allowNo === true ? [opposite] : [])]
    })
}

function takenBy(flag: {
  readonly options?: readonly string[]
  readonly helpValue?: string | string[]
}): FlagWord['takes'] {
  if (flag.options !== undefined) return flag.options
  const says = String(flag.helpValue ?? '')
  if (PATH_VALUES.has(says)) return 'files'
  // `last|TIME`: what is written small is a word to be typed.
  const words = says.split('|').filter((word) => /^[a-z]+$/.test(word))
  return words.length > 0 ? words : 'anything'
}

const spaced = (id: string) => id.replaceAll(':', ' ')
const firstLine = (text: string | undefined) => (text ?? '').split('\n')[0] ?? ''
