import { parseRange } from '../chat/address.ts'
import { formatList, parseList } from '../sanctions/parse-list.ts'
import { repairList } from '../sanctions/repair-list.ts'

/** What a list of the original becomes. */
export interface ConvertedList {
  /** null: it can stay as it is, byte for byte. */
  readonly content: Buffer | null
  /** Those in force afterwards. */
  readonly addresses: readonly string[]
  /** What stood in it and is no address. */
  readonly dropped: readonly string[]
}

/**
 * Makes a list that both servers can read: the original took any JSON (WIRE 13), so an object of addresses with remarks is in
 * force there, by its keys. Of a broken file, which counted as empty, every address comes into force.
 */
export function convertList(content: Buffer, path: string): ConvertedList {
  const parsed = parseList(content, path)
  if (parsed.ok) return { content: null, addresses: parsed.addresses, dropped: [] }
  const entries = iterated(content)
  if (entries !== null) {
    const kept = [...new Set(entries.filter((entry) => parseRange(entry)))]
    const dropped = entries.filter((entry) => !kept.includes(entry))
    return { content: Buffer.from(formatList(kept)), addresses: kept, dropped }
  }
  const repaired = repairList(content, path)
  if (repaired === null) return { content: null, addresses: [], dropped: [] }
  return { content: Buffer.from(repaired.text), addresses: repaired.kept, dropped: repaired.dropped }
}

/** What Python makes of an object or an array when it goes through it; null for what is neither. */
function iterated(content: Buffer): string[] | null {
  try {
    const value: unknown = JSON.parse(content.toString('utf8').replace(/^\uFEFF/, ''))
    if (value === null || typeof value !== 'object') return null
    return Array.isArray(value)
      ? value.map((one) => (typeof one === 'string' ? one.trim() : JSON.stringify(one)))
      : Object.keys(value)
  } catch {
    return null
  }
}
