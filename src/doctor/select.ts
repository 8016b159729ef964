import type { Check } from './check.ts'
import { THEMES, themeOf } from './check-ids.ts'

/**
 * The checks that words of the command line name: a theme, a check id, or the number of a problem of the guide.
 *
 * @returns `unknown` are the words that name nothing
 */
export function selectChecks(
  all: readonly Check[],
  words: readonly string[],
): { readonly checks: readonly Check[]; readonly unknown: readonly string[] } {
  if (words.length === 0) return { checks: all, unknown: [] }
  const matches = words.map((word) => all.filter((check) => isNamed(check, word)))
  const wanted = new Set(matches.flat())
  return {
    checks: all.filter((check) => wanted.has(check)),
    unknown: words.filter(
      (word, at) => matches[at]?.length === 0 && !(THEMES as readonly string[]).includes(word),
    ),
  }
}

function isNamed({ id, guide }: Check, word: string): boolean {
  return id === word || themeOf(id) === word || (/^\d+$/.test(word) && guide.problem === Number(word))
}
