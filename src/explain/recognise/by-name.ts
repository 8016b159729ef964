import {
  errnoNamed,
  type Kind,
  messageNumbered,
  named,
  nodeCoded,
  pythonNamed,
  signalNamed,
} from '../names.ts'
import { type Match, matchOf, SURE } from './match.ts'
import { bareNumber, problemAsked } from './numbers.ts'

/** What a text means that is nothing but a name or a number, the likeliest first. */
export function byName(words: string): Match[] {
  const word = words.trim().replace(/^\[(.*)\]$/, '$1')
  // A bare number is read as a number: `4` is no exit code by its name.
  const numbers = bareNumber(word)
  const names = numbers.length > 0 ? numbers : namesOf(word)
  return names.map((name, at) => matchOf(name, SURE.name - at))
}

function namesOf(word: string) {
  const [, kind = '', id = ''] = /^(\w+) (\S+)$/.exec(word) ?? []
  const other = [
    errnoNamed(word),
    nodeCoded(word),
    pythonNamed(word),
    /^[A-Z0-9]{3,}$/i.test(word) ? signalNamed(word) : undefined,
    problemAsked(word),
    messageNumbered(word.replace(/^MESSAGE_ID=/, '')),
  ]
  return [...named(word), ...other.filter((name) => name !== undefined), ...named(id, kind as Kind)]
}
