import type { Cut } from './records/cut-records.ts'
import type { Entry } from './records/entry.ts'
import { headKind, headLevel } from './records/head.ts'
import { timeOf } from './records/head-time.ts'
import { readEntry } from './records/read-entry.ts'

/** A record that was found, with its bytes as they stand in the log. */
export interface LogRecord {
  /** Milliseconds since 1970. */
  readonly time: number
  readonly raw: Buffer
  /** Reads it in full. */
  entry(): Entry
}

/** @param raw bytes that begin with a head */
export function recordOf(raw: Buffer, file: string, offset: number): LogRecord {
  const kind = headKind(raw, 0) ?? 'text'
  const cut: Cut = {
    start: 0,
    end: raw.length,
    kind,
    level: headLevel(raw, 0, kind),
    time: timeOf(raw, 0, kind),
  }
  return { time: cut.time, raw, entry: () => readEntry(raw, cut, file, offset) }
}
