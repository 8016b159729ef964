import { schemaAt } from './schema-path.ts'

const WORDS = new Map([
  ...['true', 'yes', 'on'].map((word) => [word, true] as const),
  ...['false', 'no', 'off'].map((word) => [word, false] as const),
])

/** The number or flag that a text is but for its quotes: `"3000"`, `"false"`; undefined where the setting is no such thing. */
export function withoutQuotes(path: readonly PropertyKey[], found: unknown): number | boolean | undefined {
  if (typeof found !== 'string' || found.trim() === '') return undefined
  const word = found.trim().toLowerCase()
  const meant = WORDS.get(word) ?? Number(found)
  return accepts(path, meant) ? meant : undefined
}

/**
 * What a value of the wrong type can only have meant.
 *
 * @param source  the value as it stands in the file: `007` and `7` are not the same password
 * @returns undefined where people would have to be asked
 */
export function clearIntent(path: readonly PropertyKey[], found: unknown, source: string): unknown {
  const readings: unknown[] = [withoutQuotes(path, found)]
  if (found === 0 || found === 1) readings.push(found === 1)
  if (typeof found === 'number' && path[0] === 'admin') readings.push(source)
  if (typeof found === 'string') readings.push(found.split(/[,，]/).map((word) => word.trim()))
  return readings.find((reading) => reading !== undefined && accepts(path, reading))
}

function accepts(path: readonly PropertyKey[], value: unknown): boolean {
  return schemaAt(path)?.safeParse(value).success ?? false
}
