import type { Node } from 'jsonc-parser'
import type * as z from 'zod/mini'
import type { Message } from '../messages/index.ts'
import type { Finding, Places } from './finding.ts'
import { withoutQuotes } from './intent.ts'
import type { Override } from './overrides.ts'
import { expectedAt } from './schema-path.ts'
import { isHarmless } from './secret-keys.ts'
import { asJson } from './show.ts'
import { dotted, nodeAt, propertyOf } from './tree.ts'

type Issue = z.core.$ZodIssue

/** What one issue of the schema is called, where it is, what was found there and what was expected. */
export function judgeValue(
  issue: Issue,
  root: Node | undefined,
  value: unknown,
  overrides: readonly Override[],
  places: Places,
): Finding {
  const key = dotted(issue.path)
  const override = overrides.findLast(({ path }) => path.every((step, index) => issue.path[index] === step))
  const { node, exact } = nodeAt(root, issue.path)
  const found = valueAt(value, issue.path)
  const expected = expectedAt(issue.path)
  const at = override || node === undefined ? undefined : { offset: node.offset, length: node.length }
  const origin = override === undefined ? {} : { origin: override.origin }
  const where = { severity: 'error', key, at, ...origin } as const
  if (found === undefined) {
    return {
      ...where,
      id: 'config/missing-key',
      message: { key: 'config.missingKey', values: { key } },
      expected,
    }
  }
  const id = issue.code === 'invalid_type' ? 'config/wrong-type' : 'config/wrong-value'
  const secret = isSecret(issue.path, found) || (exact && node !== undefined && hidden(node, places))
  const message = secret ? { key: 'config.wrong.hidden' as const, values: { key } } : wrong(key, found)
  const hint = secret ? undefined : quotesHint(issue.path, found)
  return { ...where, id, message, expected, ...(hint && { hint }) }
}

/** True for values that no message may quote. */
function isSecret(path: readonly PropertyKey[], found: unknown): boolean {
  return path[0] === 'admin' && !(path[1] === 'password_enabled' && isHarmless(found))
}

function hidden(node: Node, places: Places): boolean {
  const end = node.offset + node.length
  return places.secrets.some(([from, to]) => from < end && node.offset < to)
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, step) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, step)
        ? (at as Record<PropertyKey, unknown>)[step]
        : undefined,
    value,
  )
}

function wrong(key: string, found: unknown): Message {
  if (found === null) return { key: 'config.wrong.null', values: { key } }
  if (Array.isArray(found)) return { key: 'config.wrong.list', values: { key } }
  if (typeof found === 'object') return { key: 'config.wrong.object', values: { key } }
  const value = typeof found === 'number' ? String(found) : asJson(found)
  if (typeof found === 'string') return { key: 'config.wrong.text', values: { key, value } }
  return { key: 'config.wrong.value', values: { key, value } }
}

function quotesHint(path: readonly PropertyKey[], found: unknown): Message | undefined {
  const meant = withoutQuotes(path, found)
  if (meant === undefined) return undefined
  return { key: 'config.withoutQuotes', values: { key: String(path.at(-1)), value: String(meant) } }
}

/** The key of a setting that the schema accepts but somebody ought to look at. */
export function placeOf(root: Node | undefined, section: string, name: string): Finding['at'] {
  const node = propertyOf(propertyOf(root, section)?.value, name)?.key
  return node === undefined ? undefined : { offset: node.offset, length: node.length }
}
