import { distance } from 'fastest-levenshtein'
import { NAMES, type Name } from './names.ts'

const MOST = 3

/** Names that are spelt nearly like a word that is none. */
export function suggest(word: string): Name[] {
  const typed = word.trim().toLowerCase()
  if (typed.length < 3 || typed.length > 60) return []
  const near = NAMES.map((name) => ({ name, off: distance(typed, name.id.toLowerCase()) }))
    .filter(({ name, off }) => off <= Math.max(1, Math.min(name.id.length, typed.length) / 3))
    .sort((a, b) => a.off - b.off)
  const seen = new Set<string>()
  return near
    .filter(({ name: { id } }) => !seen.has(id) && seen.add(id))
    .slice(0, MOST)
    .map(({ name }) => name)
}
