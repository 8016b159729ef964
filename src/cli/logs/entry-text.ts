import chalk, { type ChalkInstance } from 'chalk'
import type { LogRecord } from '../../logbook/log-record.ts'
import { masked } from '../../logbook/printable.ts'
import type { Entry } from '../../logbook/records/entry.ts'
import { safeJson } from '../../logging/escape.ts'
import { type LogLevel, RANK } from '../../logging/level.ts'
import { LocalTime } from '../../logging/local-time.ts'
import { escapeForTerminal } from '../escape.ts'

const BRACE = 0x7b
/** Before every further line of an entry, so that none of them looks like an entry. */
const GUTTER = '    │ '

const COLOURS: Readonly<Record<LogLevel, ChalkInstance>> = {
  DEBUG: chalk.dim,
  INFO: chalk.cyan,
  WARNING: chalk.yellow,
  ERROR: chalk.red,
  CRITICAL: chalk.whiteBright.bgRed,
}

const local = new LocalTime()
const safe = (text: string) => escapeForTerminal(masked(text))

/**
 * An entry for people: the original servers' line, the event id behind what is grave, further lines below it with a bar
 * before them. Nothing that a client wrote can move the cursor or look like another entry.
 */
export function entryText(record: LogRecord): string {
  const entry = record.entry()
  const { level, event, time } = entry
  const [first = '', ...more] = linesOf(entry, record.raw[0] === BRACE)
  const id = RANK[level] >= RANK.WARNING && event !== null ? chalk.dim(` [${safe(event)}]`) : ''
  const head = `${chalk.dim(local.plain(time))} ${COLOURS[level](`[${level}]`)} ${safe(first)}${id}\n`
  return head + more.map((line) => `${chalk.dim(GUTTER)}${safe(line)}\n`).join('')
}

/** A text log has the lines of an entry as lines; in a JSON log they are in a field, and a message is one line. */
function linesOf({ message, fields }: Entry, isJson: boolean): string[] {
  if (!isJson) return message.split('\n')
  return typeof fields.stack === 'string' ? [message, ...fields.stack.split('\n')] : [message]
}

/** An entry as one line of JSON; its shape is docs/schemas/log-entry.schema.json. */
export function entryJson(record: LogRecord): string {
  const { time, level, event, message, ip, user, file, offset } = record.entry()
  const told = {
    time: new Date(time).toISOString(),
    level,
    event,
    message: masked(message),
    ip,
    user,
    file,
    offset,
  }
  return `${safeJson(JSON.stringify(told))}\n`
}

/**
 * A record as it stands in the log, but for password hashes; where it goes to a terminal, what could fool that is
 * written out.
 */
export function entryRaw({ raw }: LogRecord, isTerminal: boolean): Buffer {
  // byte by byte, so that what is no UTF-8 stays as it is
  const bytes = raw.includes('$') ? Buffer.from(masked(raw.toString('latin1')), 'latin1') : raw
  if (!isTerminal) return Buffer.concat([bytes, LF])
  return Buffer.from(`${bytes.toString('utf8').split('\n').map(escapeForTerminal).join('\n')}\n`)
}

const LF = Buffer.from('\n')
