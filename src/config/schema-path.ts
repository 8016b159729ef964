import * as z from 'zod'
import type { Message } from '../messages/index.ts'
import { expectations } from './expectations.ts'
import { fileSchema } from './schema.ts'

/** The schema of what belongs at a path, without its default; undefined when the schema knows no such path. */
export function schemaAt(path: readonly PropertyKey[]): z.ZodType | undefined {
  let at: z.ZodType | undefined = fileSchema
  for (const step of path) {
    if (at instanceof z.ZodObject) at = bare(ownShape(at)[String(step)])
    else if (at instanceof z.ZodArray) at = at.element as z.ZodType
    else return undefined
  }
  return at
}

/** The keys that may stand at a path: sections, their keys, those of `server.tls`; empty for plain values. */
export function keysAt(path: readonly PropertyKey[]): string[] {
  const at = schemaAt(path)
  return at instanceof z.ZodObject ? Object.keys(at.shape) : []
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

/** `__proto__` and its like are no keys of a schema. */
function ownShape(schema: z.ZodObject): Record<string, z.ZodType> {
  return Object.assign(Object.create(null), schema.shape)
}

function bare(schema: z.ZodType | undefined): z.ZodType | undefined {
  let at = schema
  while (at instanceof z.ZodDefault || at instanceof z.ZodPrefault || at instanceof z.ZodOptional) {
    at = at.unwrap() as z.ZodType
  }
  return at
}
