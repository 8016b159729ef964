import * as z from 'zod/mini'
import { type MessageKey, render, t } from '../messages/index.ts'
import { fileSchema } from './schema.ts'
import { expectedAt, leafPaths, schemaAt } from './schema-path.ts'

type Node = Record<string, unknown> & { properties?: Record<string, Node> }

/**
 * The JSON Schema of config.json: editors complete the keys, explain them in the reader's language, and mark what is wrong.
 */
export function configJsonSchema(): Node {
  const schema = z.toJSONSchema(fileSchema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
    },
  }) as Node
  for (const path of leafPaths()) describe(schema, path)
  const { $schema, properties, ...rest } = closed(schema)
  return {
    $schema,
    title: 'config.json',
    ...rest,
    properties: { $schema: { type: 'string' }, ...properties },
  }
}

/** Words are offered as the reference writes them, and taken in any case. */
function anyCase(node: Node, words: readonly (string | number)[]): void {
  const letter = (a: string) => (/[a-z]/i.test(a) ? `[${a.toUpperCase()}${a.toLowerCase()}]` : a)
  const patterns = words.map((word) => [...String(word)].map(letter).join(''))
  delete node.type
  node.anyOf = [{ enum: [...words] }, { type: 'string', pattern: `^(?:${patterns.join('|')})$` }]
}

/** What a setting does, and what it must be. */
function describe(schema: Node, path: readonly string[]): void {
  const node = path.reduce<Node | undefined>((at, step) => at?.properties?.[step], schema)
  if (node === undefined) return
  const kind = schemaAt(path)
  const out = kind instanceof z.ZodMiniPipe ? kind.def.out : undefined
  if (out instanceof z.ZodMiniEnum) anyCase(node, out.options)
  const about = t(`settings.${path.slice(0, 2).join('.')}` as MessageKey)
  node.description = `${about} (${render(expectedAt(path))})`
}

/** The server only warns of keys that it does not know; an editor may as well mark them. */
function closed(node: Node): Node {
  if (node.properties === undefined) return node
  const properties = Object.fromEntries(
    Object.entries(node.properties).map(([name, inner]) => [name, closed(inner)]),
  )
  return { ...node, properties, additionalProperties: false }
}
