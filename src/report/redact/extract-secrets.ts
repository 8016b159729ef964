import { HARMLESS_VALUE, SECRET_PATTERNS } from './secret-patterns.ts'

/** Secrets that stand in a text in a way that gives them away: behind a telling name, or by their shape. */
export function secretsIn(text: string): string[] {
  return SECRET_PATTERNS.flatMap(({ pattern }) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const { secret, single, bare } = match.groups ?? {}
      const found = secret ?? single ?? bare ?? (match.groups === undefined ? match[0] : undefined)
      return found === undefined || HARMLESS_VALUE.test(found) ? [] : [found, ...linesOf(found)]
    }),
  )
}

/** A key that goes over lines is a secret line by line too. */
function linesOf(secret: string): string[] {
  return secret.includes('\n')
    ? secret.split('\n').filter((line) => line.length >= 16 && !line.startsWith('-----'))
    : []
}
