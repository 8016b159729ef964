import { parseTree } from 'jsonc-parser'
import type { DiagnosticId } from './diagnostic.ts'
import { decode } from './encoding.ts'
import { clearIntent } from './intent.ts'
import { mendSyntax } from './mend-syntax.ts'
import { leafPaths, schemaAt } from './schema-path.ts'
import { withoutComments, withoutTrailingCommas } from './strict-json.ts'
import { tooComplexAt } from './structure.ts'
import { parseStrictly } from './syntax.ts'
import { applyTextEdits, type TextEdit } from './text-edit.ts'
import { dotted, nodeAt, plainValue } from './tree.ts'

/** One thing that was put right. */
interface Repair {
  /** The diagnostic that is gone with it. */
  readonly id: Extract<
    DiagnosticId,
    | 'config/encoding'
    | 'config/byte-order-mark'
    | 'config/comment'
    | 'config/trailing-comma'
    | 'config/syntax'
    | 'config/wrong-type'
  >
  /** Dotted, for values; empty for what concerns the file. */
  readonly key: string
}

/** A configuration with everything put right of which there is no doubt what was meant. */
export interface Repaired {
  /** To be saved as UTF-8. Without repairs it is what the file says. */
  readonly text: string
  readonly repairs: readonly Repair[]
}

/**
 * Repairs a config.json: another encoding, a byte order mark, comments, commas after the last entry or missing between two,
 * quotes that are none of JSON's, and values whose type is wrong but whose meaning is clear (`"3000"`, `"false"`). Whatever
 * else is wrong stays, and so does everything that is right, byte for byte. Never throws.
 */
export function repairConfig(bytes: Uint8Array): Repaired {
  const read = readable(bytes)
  if (read === undefined) return { text: decode(bytes).text, repairs: [] }
  const repairs = [...read.repairs]
  if (tooComplexAt(read.text) !== undefined) return { text: read.text, repairs }
  // What was commented out may have hidden a mark behind it.
  const bare = withoutMarks(withoutComments(read.text))
  if (bare !== read.text) repairs.push({ id: 'config/comment', key: '' })
  const strict = withoutTrailingCommas(bare)
  if (strict !== bare) repairs.push({ id: 'config/trailing-comma', key: '' })
  const mended = parseStrictly(strict).problems.length > 0 ? mendSyntax(strict) : null
  if (mended !== null) repairs.push({ id: 'config/syntax', key: '' })
  const { text, keys } = withRightTypes(mended ?? strict)
  return { text, repairs: [...repairs, ...keys.map((key) => ({ id: 'config/wrong-type' as const, key }))] }
}

/** The text of a file in UTF-8, in UTF-16 with a byte order mark, or in GBK; undefined when it is in none of them. */
function readable(bytes: Uint8Array): Repaired | undefined {
  const { text, byteOrderMark, bad } = decode(bytes)
  const mark = byteOrderMark ? [{ id: 'config/byte-order-mark' as const, key: '' }] : []
  if (bad === undefined) return { text: withoutMarks(text), repairs: mark }
  // A file that claims to be UTF-8 and is not was cut or mixed: no other encoding explains it.
  if (byteOrderMark) return undefined
  const encoding = !bad.utf16 ? 'gb18030' : bad.byte === 0xff ? 'utf-16le' : 'utf-16be'
  try {
    const meant = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return { text: meant, repairs: [{ id: 'config/encoding', key: '' }] }
  } catch {
    return undefined
  }
}

const withoutMarks = (text: string) => text.replace(/^\ufeff+/, '')

function withRightTypes(text: string): { text: string; keys: string[] } {
  const root = parseTree(text)
  const edits: TextEdit[] = []
  const keys: string[] = []
  const look = (path: readonly PropertyKey[]) => {
    const { node, exact } = nodeAt(root, path)
    if (node === undefined || !exact) return
    const found = plainValue(node)
    if (schemaAt(path)?.safeParse(found).success) return
    const end = node.offset + node.length
    const meant = clearIntent(path, found, text.slice(node.offset, end))
    if (meant === undefined) return
    edits.push({ start: node.offset, end, text: JSON.stringify(meant) })
    keys.push(dotted(path))
  }
  for (const path of leafPaths()) look(path)
  return { text: applyTextEdits(text, edits), keys }
}
