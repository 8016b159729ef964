import type { Cut } from './cut-records.ts'
import type { Entry } from './entry.ts'
import { jsonEvent, textMessageAt } from './head.ts'
import { readSentence } from './sentences.ts'

/** Longest record that is turned into text, in bytes; of a longer one the beginning is read. */
const LONGEST_RECORD = 256 * 1024

const textOr = (value: unknown) => (typeof value === 'string' ? value : null)

/** The event id of a record, read without the rest where that is possible. */
export function recordEvent(bytes: Buffer, { start, end, kind, level }: Cut): string | null {
  if (kind === 'json') return jsonEvent(bytes, start, level)
  const from = textMessageAt(level, start)
  return readSentence(level, bytes.toString('utf8', from, Math.min(end, from + LONGEST_RECORD))).event
}

/**
 * Reads a record in full.
 *
 * @param base offset of `bytes` in the log
 */
export function readEntry(bytes: Buffer, cut: Cut, file: string, base: number): Entry {
  const { start, kind, level, time } = cut
  const end = Math.min(cut.end, start + LONGEST_RECORD)
  const place = { time, level, file, offset: base + start }
  if (kind === 'text') {
    const message = bytes.toString('utf8', textMessageAt(level, start), end)
    const { event, fields } = readSentence(level, message)
    return { ...place, event, message, ip: fields.ip ?? null, user: fields.user ?? null, fields }
  }
  const line = bytes.toString('utf8', start, end)
  const event = jsonEvent(bytes, start, level)
  const fields = parsed(line)
  // Cut by a crash or a full disk: its beginning still says when, how grave and what.
  if (fields === undefined) return { ...place, event, message: line, ip: null, user: null, fields: {} }
  const { time: _time, level: _level, event: _event, message, ip, user, ...others } = fields
  return {
    ...place,
    event,
    message: textOr(message) ?? '',
    ip: textOr(ip),
    user: textOr(user),
    fields: others,
  }
}

/** The object on the first line; lines behind it (of something else that writes there) do not count. */
function parsed(line: string): Record<string, unknown> | undefined {
  const feed = line.indexOf('\n')
  try {
    return JSON.parse(feed < 0 ? line : line.slice(0, feed)) as Record<string, unknown>
  } catch {
    return undefined
  }
}
