import type { LogLevel } from '../../logging/level.ts'
import { type LogRecord, recordOf } from '../log-record.ts'
import { headKind } from '../records/head.ts'

/** One line that a process wrote, as the journal keeps it. */
export interface JournalLine {
  readonly pid: string
  /** Milliseconds since 1970. */
  readonly time: number
  readonly priority: number
  readonly message: Buffer
  /** Our own mark: the event stands in the log file too. */
  readonly event: string | null
}

/** Levels of syslog, from 0 emerg to 7 debug. */
const LEVELS: readonly LogLevel[] = [
  ...(['CRITICAL', 'CRITICAL', 'CRITICAL', 'ERROR'] as const),
  ...(['WARNING', 'INFO', 'INFO', 'DEBUG'] as const),
]

const text = (value: unknown) => (typeof value === 'string' ? value : '')

/** Reads a line of `journalctl -o json`; what is no UTF-8 comes as a list of bytes. Undefined for what is none. */
export function readJournalLine(line: string): JournalLine | undefined {
  try {
    const { MESSAGE, PRIORITY, _PID, __REALTIME_TIMESTAMP, CHATCTL_EVENT } = JSON.parse(line) as Record<
      string,
      unknown
    >
    const time = Number(text(__REALTIME_TIMESTAMP)) / 1000
    if (Number.isNaN(time) || MESSAGE === undefined) return undefined
    const message = Array.isArray(MESSAGE) ? Buffer.from(MESSAGE as number[]) : Buffer.from(text(MESSAGE))
    const event = text(CHATCTL_EVENT) || null
    return { pid: text(_PID), time: Math.floor(time), priority: Number(text(PRIORITY) || 6), message, event }
  } catch {
    return undefined
  }
}

/** Whether a line goes on with the one before it: what a traceback is made of, each line an entry of its own. */
export function goesOn(before: JournalLine, soFar: string, line: JournalLine): boolean {
  if (before.pid !== line.pid || headKind(line.message, 0) !== undefined) return false
  const first = line.message[0]
  if (first === 0x20 || first === 0x09) return true
  // The last line of a Python traceback is not indented: `ValueError: …`.
  return /(?:^|\n)Traceback \(most recent call last\):\n(?:.*\n)*[ \t].*$/.test(soFar)
}

/** The record that lines come to: one of our logs', or a plain text with the level that the journal gave it. */
export function journalRecord(lines: readonly JournalLine[], file: string): LogRecord {
  const raw = Buffer.concat(lines.flatMap(({ message }, index) => (index === 0 ? [message] : [LF, message])))
  const { time, priority, event } = lines[0] as JournalLine
  if (headKind(raw, 0) !== undefined) {
    const record = recordOf(raw, file, 0)
    return { ...record, entry: () => ({ ...record.entry(), offset: null }) }
  }
  const level = LEVELS[priority] ?? 'INFO'
  const entry = { time, level, event, message: raw.toString('utf8'), ip: null, user: null, fields: {} }
  return { time, raw, entry: () => ({ ...entry, file, offset: null }) }
}

const LF = Buffer.from('\n')
