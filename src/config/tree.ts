import type { Node } from 'jsonc-parser'

/** A key with its value in the parsed text. */
export interface Property {
  readonly name: string
  readonly key: Node
  readonly value: Node | undefined
}

/** The properties of an object in their order, doubled ones too. */
export function propertiesOf(node: Node | undefined): Property[] {
  if (node?.type !== 'object') return []
  return (node.children ?? []).flatMap(({ children: [key, value] = [] }) =>
    key === undefined ? [] : [{ name: String(key.value), key, value }],
  )
}

/**
 * The property that counts: the last of its name, as in every JSON reader in use. One without a value, which only
 * broken JSON has, does not hide an earlier one.
 */
export function propertyOf(node: Node | undefined, name: string): Property | undefined {
  const named = propertiesOf(node).filter((property) => property.name === name)
  return named.findLast(({ value }) => value !== undefined) ?? named.at(-1)
}

/**
 * The plain value of a node. A key `__proto__` becomes an own property like any other; a key without a value, which
 * only broken JSON has, is left out.
 */
export function plainValue(node: Node | undefined): unknown {
  if (node === undefined) return undefined
  if (node.type === 'array') return (node.children ?? []).map(plainValue)
  if (node.type !== 'object') return node.value
  const present = propertiesOf(node).filter(({ value }) => value !== undefined)
  return Object.fromEntries(present.map(({ name, value }) => [name, plainValue(value)]))
}

/** The node at a path, or the nearest one above it that the text has; `exact` tells which. */
export function nodeAt(
  root: Node | undefined,
  path: readonly PropertyKey[],
): { node: Node | undefined; exact: boolean } {
  let node = root
  let shown = root
  for (const step of path) {
    const property = propertyOf(node, String(step))
    const next = node?.type === 'array' ? node.children?.[Number(step)] : property?.value
    if (next === undefined) return { node: property?.key ?? shown, exact: false }
    node = next
    shown = property?.key ?? next
  }
  return { node, exact: true }
}

/** `['security', 'exempt_addresses', 0]` as people write it: `security.exempt_addresses[0]`. */
export function dotted(path: readonly PropertyKey[]): string {
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index > 0 ? '.' : ''}${String(step)}`))
    .join('')
}
