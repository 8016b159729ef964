import type { Node } from 'jsonc-parser'
import { TOKEN, tokens, tooComplexAt } from './structure.ts'
import { parseStrictly } from './syntax.ts'
import { applyTextEdits, type TextEdit } from './text-edit.ts'
import { type Property, propertiesOf, propertyOf } from './tree.ts'

/** How exactly a text must be JSON to be edited: `lenient` also takes comments and commas after the last entry, and keeps them. */
type Strictness = 'strict' | 'lenient'

/**
 * Sets one setting in a config.json. Everything else, order and formatting too, stays byte for byte. Of a key that stands
 * twice, the one that counts is set.
 *
 * @param text  without a byte order mark
 * @param path  such as `['server', 'port']`; sections that are missing are added
 * @returns null where the text is no JSON object, or something else stands where a section should be
 */
export function setValue(
  text: string,
  path: readonly string[],
  value: unknown,
  strictness: Strictness = 'strict',
): string | null {
  let node = objectIn(text, strictness)
  for (const [depth, step] of path.entries()) {
    if (node?.type !== 'object') return null
    const found = propertyOf(node, step)?.value
    const rest = path.slice(depth + 1)
    if (found === undefined) return applyTextEdits(text, insertion(text, node, step, nested(rest, value)))
    if (rest.length === 0) return applyTextEdits(text, [replacement(text, found, value)])
    node = found
  }
  return null
}

/**
 * Takes a key out of a config.json, wherever it stands: of doubled keys and sections no copy stays behind.
 *
 * @returns null where the text is no JSON object; the text itself where there is no such key
 */
export function removeKey(
  text: string,
  path: readonly string[],
  strictness: Strictness = 'strict',
): string | null {
  const root = objectIn(text, strictness)
  if (root === undefined) return null
  const edits = objectsAt(root, path.slice(0, -1)).flatMap((object) =>
    removals(text, object, path.at(-1) ?? ''),
  )
  return applyTextEdits(text, edits)
}

function objectIn(text: string, strictness: Strictness): Node | undefined {
  if (tooComplexAt(text) !== undefined) return undefined
  const { root, problems } = parseStrictly(text)
  const bad = problems.filter(({ id }) => strictness === 'strict' || id === 'config/syntax')
  return bad.length === 0 && root?.type === 'object' ? root : undefined
}

function nested(path: readonly string[], value: unknown): unknown {
  return path.reduceRight<unknown>((inner, step) => ({ [step]: inner }), value)
}

function replacement(text: string, { offset, length }: Node, value: unknown): TextEdit {
  const end = offset + length
  const long = /[\r\n]/.test(text.slice(offset, end))
  return { start: offset, end, text: rendered(text, value, long ? indentAt(text, offset) : null) }
}

/** A property behind the last one, in lines of its own where the others have theirs. */
function insertion(text: string, object: Node, name: string, value: unknown): TextEdit[] {
  const last = propertiesOf(object).at(-1)
  const isRoot = object.parent === undefined
  const key = `${JSON.stringify(name)}: `
  if (last === undefined) {
    const outer = indentAt(text, object.offset)
    const inner = outer + unitOf(text)
    const body = isRoot
      ? `{${lineBreakOf(text)}${inner}${key}${rendered(text, value, inner)}${lineBreakOf(text)}${outer}}`
      : `{ ${key}${rendered(text, value, null)} }`
    return [{ start: object.offset, end: object.offset + object.length, text: body }]
  }
  const at = endOf(last)
  const lines = /[\r\n]/.test(text.slice(object.offset, last.key.offset))
  if (!lines) return [{ start: at, end: at, text: `, ${key}${rendered(text, value, null)}` }]
  const indent = indentAt(text, last.key.offset)
  const line = `${lineBreakOf(text)}${indent}${key}${rendered(text, value, indent)}`
  const remark = REMARK.exec(text.slice(at))
  if (remark === null) return [{ start: at, end: at, text: `,${line}` }]
  // What is said behind the last value stays behind it.
  const behind = at + remark[0].length
  const comma = remark[1] === '' ? [{ start: at, end: at, text: ',' }] : []
  return [...comma, { start: behind, end: behind, text: line }]
}

/** A comment that ends the line of a value. */
const REMARK = /^[ \t]*(,?)[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/[ \t]*(?=[\r\n]))/

function removals(text: string, object: Node, name: string): TextEdit[] {
  const all = propertiesOf(object)
  const kept = all.filter((property) => property.name !== name)
  if (kept.length === all.length) return []
  const end = object.offset + object.length
  if (hasComment(text.slice(object.offset, end))) return removalsAroundComments(text, all, name, end)
  if (kept.length === 0) return [{ start: object.offset + 1, end: end - 1, text: '' }]
  const lastKept = all.findLastIndex((property) => property.name !== name)
  const inside = all.slice(0, lastKept).flatMap((property, index): TextEdit[] => {
    const next = all[index + 1]
    if (property.name !== name || next === undefined) return []
    return [{ start: property.key.offset, end: next.key.offset, text: '' }]
  })
  const [from, to] = [all[lastKept], all.at(-1)] as [Property, Property]
  return from === to ? inside : [...inside, { start: endOf(from), end: endOf(to), text: '' }]
}

/** Takes out keys, values and their commas alone: nobody knows which comments belong to them. */
function removalsAroundComments(
  text: string,
  all: readonly Property[],
  name: string,
  end: number,
): TextEdit[] {
  const lastKept = all.findLastIndex((property) => property.name !== name)
  return all.flatMap((property, index): TextEdit[] => {
    const gone = property.name === name
    const at = endOf(property)
    const comma = commaIn(text.slice(at, all[index + 1]?.key.offset ?? end))
    // The one before entries that all go is too much as well.
    const drops = gone || (index === lastKept && index < all.length - 1)
    return [
      ...(gone ? [{ start: property.key.offset, end: at, text: '' }] : []),
      ...(drops && comma !== undefined ? [{ start: at + comma, end: at + comma + 1, text: '' }] : []),
    ]
  })
}

function hasComment(text: string): boolean {
  for (const token of tokens(text)) {
    const kind = token.getToken() as number
    if (kind === TOKEN.lineComment || kind === TOKEN.blockComment) return true
  }
  return false
}

function commaIn(text: string): number | undefined {
  for (const token of tokens(text))
    if ((token.getToken() as number) === TOKEN.comma) return token.getTokenOffset()
  return undefined
}

function objectsAt(object: Node, [step, ...rest]: readonly string[]): Node[] {
  if (step === undefined) return [object]
  return propertiesOf(object).flatMap(({ name, value }) =>
    name === step && value?.type === 'object' ? objectsAt(value, rest) : [],
  )
}

function endOf({ key, value }: Property): number {
  const node = value ?? key
  return node.offset + node.length
}

/** A value as JSON: over several lines that are indented like this, or on one where `indent` is null. */
function rendered(text: string, value: unknown, indent: string | null): string {
  if (indent !== null) {
    return JSON.stringify(value, null, unitOf(text)).replaceAll('\n', `${lineBreakOf(text)}${indent}`)
  }
  // JSON has no line breaks inside its strings, so each of these stands between two tokens.
  return JSON.stringify(value, null, 1)
    .replace(/\[\n\s*/g, '[')
    .replace(/\n\s*\]/g, ']')
    .replace(/\n\s*/g, ' ')
}

/** The blanks at the beginning of the line of an offset. */
function indentAt(text: string, offset: number): string {
  const start = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? ''
}

const unitOf = (text: string) => /[\r\n]([ \t]+)"/.exec(text)?.[1] ?? '  '
const lineBreakOf = (text: string) => /\r\n|\n|\r/.exec(text)?.[0] ?? '\n'
