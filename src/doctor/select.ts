import type { Check } from './check.ts'
import { type CheckId, THEMES, themeOf } from './check-ids.ts'

/** What else looks like a problem of the guide to whoever has it, though the guide puts it elsewhere or not at all. */
const ALSO: Readonly<Record<number, readonly CheckId[]>> = {
  1: ['service/not-running', 'service/failed', 'service/restart-loop'],
  3: ['chat/console-locked'],
  4: ['service/hung', 'chat/full'],
  5: ['service/hung', 'service/event-loop-slow', 'service/crashed', 'chat/slow-readers'],
  9: ['service/hung', 'chat/list-not-in-force'],
}

/**
 * The checks that words of the command line name: a theme, a check id, or the number of a problem of the guide. A problem
 * takes with it whatever may be the cause of what it names: who cannot connect wants to hear of a broken configuration.
 *
 * @returns `unknown` are the words that name nothing
 */
export function selectChecks(
  all: readonly Check[],
  words: readonly string[],
): { readonly checks: readonly Check[]; readonly unknown: readonly string[] } {
  if (words.length === 0) return { checks: all, unknown: [] }
  const matches = words.map((word) =>
    /^\d+$/.test(word)
      ? ofProblem(all, Number(word))
      : all.filter(({ id }) => id === word || themeOf(id) === word),
  )
  const wanted = new Set(matches.flat())
  return {
    checks: all.filter((check) => wanted.has(check)),
    unknown: words.filter(
      (word, at) => matches[at]?.length === 0 && !(THEMES as readonly string[]).includes(word),
    ),
  }
}

function ofProblem(all: readonly Check[], problem: number): readonly Check[] {
  const also = ALSO[problem] ?? []
  const found = new Set(all.filter(({ id, guide }) => guide.problem === problem || also.includes(id)))
  // A set is walked to its end, what is added meanwhile included.
  for (const { id } of found) for (const check of all) if (check.clears?.includes(id)) found.add(check)
  return [...found]
}
