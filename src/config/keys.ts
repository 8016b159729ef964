import { distance } from 'fastest-levenshtein'
import type { Node } from 'jsonc-parser'
import type { Message } from '../messages/index.ts'
import type { Finding, Places } from './finding.ts'
import { isSection, keysAt, leafPaths } from './schema-path.ts'
import { asJson } from './show.ts'
import { dotted, propertiesOf } from './tree.ts'

/** Warnings about keys that the schema does not know and about keys that stand twice, in a whole file. */
export function judgeKeys(root: Node | undefined, places: Places): Finding[] {
  return judgeObject(root, [], places)
}

function judgeObject(node: Node | undefined, path: readonly string[], places: Places): Finding[] {
  const known = keysAt(path)
  const found: Finding[] = []
  const seen = new Map<string, number>()
  for (const { name, key, value } of propertiesOf(node)) {
    const here = [...path, name]
    const at = { offset: key.offset, length: key.length }
    const { line } = places.index.at(key.offset)
    const first = seen.get(name)
    seen.set(name, first ?? line)
    // Tells editors where the schema is.
    if (path.length === 0 && name === '$schema') continue
    const hidden = places.hides(key.offset)
    const called = hidden ? `${dotted(path)}.******` : shown(here)
    if (!known.includes(name)) found.push(unknown(here, known, at, called, hidden))
    else found.push(...judgeObject(value, here, places))
    if (first !== undefined) {
      const message: Message = { key: 'config.duplicateKey', values: { key: called, first, line } }
      const key = hidden ? called : dotted(here)
      found.push({ severity: 'warning', id: 'config/duplicate-key', key, at, message })
    }
  }
  return found
}

function unknown(
  path: readonly string[],
  known: readonly string[],
  at: Finding['at'],
  key: string,
  hidden: boolean,
): Finding {
  const name = path.at(-1) ?? ''
  const message: Message = { key: 'config.unknownKey', values: { key } }
  const finding: Finding = { severity: 'warning', id: 'config/unknown-key', key, at, message }
  if (hidden) return finding
  if (path.length > 1 && isSection(name)) {
    return { ...finding, hint: { key: 'config.sectionInside', values: { name, inside: path[0] ?? '' } } }
  }
  const meant = elsewhere(name) ?? nearest(name, known)
  return meant === undefined ? finding : { ...finding, hint: { key: 'config.didYouMean', values: { meant } } }
}

/** The candidate that a misspelt name most likely was, or none. */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  const typed = name.slice(0, 100).toLowerCase()
  const ranked = candidates
    .map((candidate) => ({ candidate, off: distance(typed, candidate.toLowerCase()) }))
    .sort((a, b) => a.off - b.off)
  const best = ranked[0]
  return best !== undefined &&
    best.off <= Math.max(2, Math.floor(typed.length / 3)) &&
    best.off < typed.length
    ? best.candidate
    : undefined
}

/** The full name of a key that exists, but in another section. */
function elsewhere(name: string): string | undefined {
  const path = leafPaths().find((leaf) => leaf.at(-1) === name || leaf.join('.') === name)
  return path === undefined ? undefined : path.join('.')
}

const shown = (path: readonly string[]) => asJson(dotted(path)).slice(1, -1)
