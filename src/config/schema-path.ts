import { distance } from 'fastest-levenshtein'
import * as z from 'zod/mini'
import type { Message } from '../messages/index.ts'
import { expectations } from './expectations.ts'
import { fileSchema } from './schema.ts'

/** The schema of what belongs at a path, without its default; undefined when the schema knows no such path. */
export function schemaAt(path: readonly PropertyKey[]): z.ZodMiniType | undefined {
  let at: z.ZodMiniType | undefined = fileSchema
  for (const step of path) {
    if (at instanceof z.ZodMiniObject) at = bare(ownShape(at)[String(step)])
    else if (at instanceof z.ZodMiniArray) at = at.def.element as z.ZodMiniType
    else return undefined
  }
  return at
}

/** The keys that may stand at a path: sections, their keys, those of `server.tls`; empty for plain values. */
export function keysAt(path: readonly PropertyKey[]): string[] {
  const at = schemaAt(path)
  return at instanceof z.ZodMiniObject ? Object.keys(at.shape) : []
}

/** What belongs at a path, as a sentence part. */
export function expectedAt(path: readonly PropertyKey[]): Message {
  const schema = schemaAt(path)
  const known = schema === undefined ? undefined : expectations.get(schema)
  if (known !== undefined) return known.expected
  return { key: 'config.expected.section', values: { keys: keysAt(path).join(', ') } }
}

/** Every path of a plain value or list, such as `['server', 'tls', 'port']`. */
export function leafPaths(under: readonly string[] = []): string[][] {
  return keysAt(under).flatMap((key) => {
    const path = [...under, key]
    return keysAt(path).length > 0 ? leafPaths(path) : [path]
  })
}

let names: ReadonlySet<string> | undefined

/** Whether a name is exactly that of a section. */
export const isSection = (name: string) => keysAt([]).includes(name)

/** The name of a section or a setting, wherever it stands, that a name is or was meant to be, or none. */
export function knownName(name: string): string | undefined {
  names ??= new Set(['$schema', ...keysAt([]), ...leafPaths().flat()])
  if (names.has(name)) return name
  const typed = name.toLowerCase()
  if (typed.length < 3 || typed.length > 39) return undefined
  const slips = typed.length < 6 ? 1 : 2
  const letters = sorted(typed)
  return [...names].find(
    (known) =>
      distance(typed, known) <= slips || (known.length === typed.length && sorted(known) === letters),
  )
}

const sorted = (word: string) => [...word].sort().join('')

/** `__proto__` and its like are no keys of a schema. */
function ownShape(schema: z.ZodMiniObject): Record<string, z.ZodMiniType> {
  return Object.assign(Object.create(null), schema.shape)
}

function bare(schema: z.ZodMiniType | undefined): z.ZodMiniType | undefined {
  let at = schema
  while (
    at instanceof z.ZodMiniDefault ||
    at instanceof z.ZodMiniPrefault ||
    at instanceof z.ZodMiniOptional
  ) {
    at = at.def.innerType as z.ZodMiniType
  }
  return at
}
