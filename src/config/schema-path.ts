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

/** Whether a name is one of a section or a setting, wherever it stands, or one that was typed a little wrong. */
export function isAlmostKnown(name: string): boolean {
  names ??= new Set(['$schema', ...keysAt([]), ...leafPaths().flat()])
  if (names.has(name)) return true
  const typed = name.toLowerCase()
  const slips = typed.length < 6 ? 1 : 2
  return typed.length > 2 && typed.length < 40 && [...names].some((known) => distance(typed, known) <= slips)
}

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
