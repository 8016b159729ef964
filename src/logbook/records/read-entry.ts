import { LOG_LEVELS, type LogLevel } from '../../logging/level.ts'
import type { Cut } from './cut-records.ts'
import type { Entry } from './entry.ts'
import { LEVEL_AT, messageAt } from './head.ts'
import { JsonPlaces } from './json-places.ts'
import { readSentence } from './sentences.ts'

const places = new JsonPlaces((event) => event)

const nameOf = (level: number): LogLevel => LOG_LEVELS[level] ?? 'INFO'

function findPlaces(bytes: Buffer, { start, end, level }: Cut): typeof places {
  places.find(bytes, start + LEVEL_AT.json + nameOf(level).length, end)
  return places
}

/** The event id of a record, read without the rest where that is possible. */
export function recordEvent(bytes: Buffer, cut: Cut): string | null {
  if (cut.kind === 'text') return readSentence(nameOf(cut.level), textOf(bytes, cut)).event
  return findPlaces(bytes, cut).memo
}

const textOf = (bytes: Buffer, { start, end, level }: Cut) =>
  bytes.toString('utf8', messageAt(start, level), end)

/**
 * Reads a record in full.
 *
 * @param base offset of `bytes` in the log
 */
export function readEntry(bytes: Buffer, cut: Cut, file: string, base: number): Entry {
  const level = nameOf(cut.level)
  const place = { time: cut.time, level, file, offset: base + cut.start }
  if (cut.kind === 'text') {
    const message = textOf(bytes, cut)
    const { event, fields } = readSentence(level, message)
    return { ...place, event, message, ip: fields.ip ?? null, user: fields.user ?? null, fields }
  }
  const { memo: event, ipStart, ipEnd, userStart, userEnd } = findPlaces(bytes, cut)
  const ip = ipEnd < 0 ? null : bytes.toString('utf8', ipStart, ipEnd)
  const user = userEnd < 0 ? null : readName(bytes, userStart, userEnd)
  const line = bytes.toString('utf8', cut.start, cut.end)
  const { time: _t, level: _l, event: _e, ip: _i, user: _u, message, ...fields } = parsed(line)
  // A line cut by a crash or a full disk still says when, how grave and what.
  return { ...place, event, message: typeof message === 'string' ? message : line, ip, user, fields }
}

/** The name in [start, end), between the quotes of a JSON record; null if that is none. */
export function readName(bytes: Buffer, start: number, end: number): string | null {
  try {
    return JSON.parse(`"${bytes.toString('utf8', start, end)}"`) as string
  } catch {
    return null
  }
}

/** The object on the first line; lines behind it (of something else that writes there) do not count. */
function parsed(line: string): Record<string, unknown> {
  const feed = line.indexOf('\n')
  try {
    return JSON.parse(feed < 0 ? line : line.slice(0, feed)) as Record<string, unknown>
  } catch {
    return {}
  }
}
