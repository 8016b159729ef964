import { COMMAND_WORDS } from './commands.ts'
import type { Visit } from './visit.ts'

/**
 * Completes command words, names after `/msg`, and offered files after `/get`.
 *
 * @returns the candidates, and the part of the line that they would replace
 */
export function complete(
  line: string,
  { users, shelf }: Pick<Visit, 'users' | 'shelf'>,
): readonly [string[], string] {
  const [, word = '', part] = /^(\/\S*)(?:\s+(.*))?$/s.exec(line) ?? []
  if (word === '') return [[], line]
  if (part === undefined) return starting(COMMAND_WORDS.map(withBlank), word)
  if (word === '/msg') return starting((users ?? []).map(withBlank), part)
  return word === '/get'
    ? starting(
        shelf.offers.map(({ name }) => name),
        part,
      )
    : [[], line]
}

const withBlank = (word: string) => `${word} `

/** A candidate is typed into the line as it is, so what cannot be shown is not offered. */
function starting(all: readonly string[], typed: string): [string[], string] {
  const found = all.filter((one) => one.startsWith(typed) && !/[\p{C}\p{Zl}\p{Zp}]/u.test(one))
  return [[...new Set(found)], typed]
}
