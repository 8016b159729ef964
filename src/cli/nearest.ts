import { closest, distance } from 'fastest-levenshtein'

/**
 * The word that was probably meant.
 *
 * @returns undefined where no word is near enough
 * @example nearest('--folow', ['--follow', '--file']) // '--follow'
 */
export function nearest(typed: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined
  const found = closest(typed, [...known])
  return distance(typed, found) <= Math.max(2, typed.length / 3) ? found : undefined
}
