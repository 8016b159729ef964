import type { Dice } from '../dice.ts'
import { strangeValue } from '../mutate-value.ts'

type Path = readonly (string | number)[]

/** One thing that is not as it was in a record: another value, or none at all. */
export interface Edit {
  readonly at: Path
  readonly is?: unknown
}

/** A copy in which each edit is made that has a place in it. */
export function edited(record: unknown, edits: readonly Edit[]): unknown {
  const copy = structuredClone(record)
  for (const edit of edits) apply(copy, edit)
  return copy
}

function apply(root: unknown, { at, is }: Edit): void {
  let holder = root
  for (const step of at.slice(0, -1)) holder = inside(holder, step)
  const last = at.at(-1)
  if (typeof holder !== 'object' || holder === null || last === undefined || last === '__proto__') return
  if (is === undefined) {
    if (Array.isArray(holder)) holder.splice(Number(last), 1)
    else delete (holder as Record<string, unknown>)[last]
  } else (holder as Record<string, unknown>)[last] = structuredClone(is)
}

function inside(holder: unknown, step: string | number): unknown {
  const isThere = typeof holder === 'object' && holder !== null && Object.hasOwn(holder, step)
  return isThere ? (holder as Record<string | number, unknown>)[step] : undefined
}

/** What stands at a place; undefined where there is none. */
export const valueAt = (record: unknown, at: Path): unknown => at.reduce(inside, record)

/** A place in a record, from the top down by chance. */
export function somePath(record: unknown, dice: Dice): Path {
  const path: (string | number)[] = []
  for (let at = record; typeof at === 'object' && at !== null; ) {
    const keys = Object.keys(at)
    if (keys.length === 0 || (path.length > 1 && dice.onceIn(8))) break
    const key = dice.pick(keys)
    path.push(Array.isArray(at) ? Number(key) : key)
    at = (at as Record<string, unknown>)[key]
  }
  return path
}

/** A new value for a place: like the one that is there, a word that the sources know, one from elsewhere, or a strange one. */
export function someEdit(record: unknown, dice: Dice, words: readonly string[]): Edit {
  const at = somePath(record, dice)
  const was = valueAt(record, at)
  switch (dice.below(8)) {
    case 0:
      return { at }
    case 1:
      return { at, is: valueAt(record, somePath(record, dice)) ?? null }
    case 2:
      return { at, is: strangeValue(dice) }
    case 3:
      return { at, is: [was, was] }
    default:
      return { at, is: near(was, dice, words) }
  }
}

function near(was: unknown, dice: Dice, words: readonly string[]): unknown {
  if (typeof was === 'number')
    return dice.pick([
      0,
      1,
      -was,
      was + 1,
      was * 1000,
      Math.floor(was / 1000),
      2 ** 40,
      100,
      dice.below(70_000),
    ])
  if (typeof was === 'boolean') return !was
  if (typeof was === 'string' || was === null) return dice.onceIn(6) ? null : dice.pick(words)
  if (Array.isArray(was)) return dice.onceIn(2) ? [] : [...was, dice.pick(words)]
  return strangeValue(dice)
}
