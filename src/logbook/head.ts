import { LOG_LEVELS, type LogLevel } from '../logging/level.ts'

/**
 * The bytes that begin a record, looked at without making a string of them: this runs for every line of gigabytes.
 *
 * A JSON line as `logging` writes it: `{"time":"2026-11-23T10:00:00.123+08:00","level":"INFO","event":"…`
 * A text line (WIRE.md section 14):   `2026-11-23 10:00:00 [INFO] …`
 */
export type HeadKind = 'json' | 'text'

const LEVEL_NAMES = LOG_LEVELS.map((name) => Buffer.from(name))
const TIME_KEY = Buffer.from('{"time":"')
const LEVEL_KEY = Buffer.from('","level":"')
const EVENT_KEY = Buffer.from('","event":"')
/** `2026-11-23T10:00:00.123+08:00` */
const ISO_LENGTH = 29
/** `2026-11-23 10:00:00` */
const PLAIN_LENGTH = 19
const JSON_LEVEL_AT = TIME_KEY.length + ISO_LENGTH + LEVEL_KEY.length
const TEXT_LEVEL_AT = PLAIN_LENGTH + 2

const isDigit = (byte: number | undefined) => byte !== undefined && byte >= 0x30 && byte <= 0x39

function has(bytes: Buffer, at: number, part: Buffer): boolean {
  for (let index = 0; index < part.length; index++) if (bytes[at + index] !== part[index]) return false
  return true
}

/** Index in LOG_LEVELS of the name that stands at `at` before `end`, or -1. */
function levelBefore(bytes: Buffer, at: number, end: number): number {
  for (let index = 0; index < LEVEL_NAMES.length; index++) {
    const name = LEVEL_NAMES[index] as Buffer
    if (bytes[at + name.length] === end && has(bytes, at, name)) return index
  }
  return -1
}

const QUOTE = 0x22
const BRACKET = 0x5d

/** The number of `count` digits at `at`; NaN if another byte is among them. */
function digits(bytes: Buffer, at: number, count: number): number {
  let value = 0
  for (let index = at; index < at + count; index++) {
    const byte = bytes[index]
    if (!isDigit(byte)) return Number.NaN
    value = value * 10 + (byte as number) - 0x30
  }
  return value
}

/** Whether a date and a time of day stand at `at`, with `between` between them. */
function hasTime(bytes: Buffer, at: number, between: number): boolean {
  const month = digits(bytes, at + 5, 2)
  const day = digits(bytes, at + 8, 2)
  return (
    bytes[at + 4] === 0x2d &&
    bytes[at + 7] === 0x2d &&
    bytes[at + 10] === between &&
    bytes[at + 13] === 0x3a &&
    bytes[at + 16] === 0x3a &&
    digits(bytes, at, 4) >= 0 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= 31 &&
    digits(bytes, at + 11, 2) < 24 &&
    digits(bytes, at + 14, 2) < 60 &&
    digits(bytes, at + 17, 2) <= 60
  )
}

/** Whether `.123+08:00` stands at `at`. */
function hasOffset(bytes: Buffer, at: number): boolean {
  return (
    bytes[at] === 0x2e &&
    digits(bytes, at + 1, 3) >= 0 &&
    (bytes[at + 4] === 0x2b || bytes[at + 4] === 0x2d) &&
    digits(bytes, at + 5, 2) < 24 &&
    bytes[at + 7] === 0x3a &&
    digits(bytes, at + 8, 2) < 60
  )
}

/** What kind of record begins at `at`, the start of a line; undefined if none does. */
export function headKind(bytes: Buffer, at: number): HeadKind | undefined {
  const first = bytes[at]
  if (first === 0x7b) {
    const whole =
      has(bytes, at, TIME_KEY) &&
      hasTime(bytes, at + TIME_KEY.length, 0x54) &&
      hasOffset(bytes, at + TIME_KEY.length + PLAIN_LENGTH) &&
      has(bytes, at + TIME_KEY.length + ISO_LENGTH, LEVEL_KEY) &&
      levelBefore(bytes, at + JSON_LEVEL_AT, QUOTE) >= 0
    return whole ? 'json' : undefined
  }
  const whole =
    hasTime(bytes, at, 0x20) &&
    bytes[at + PLAIN_LENGTH] === 0x20 &&
    bytes[at + PLAIN_LENGTH + 1] === 0x5b &&
    levelBefore(bytes, at + TEXT_LEVEL_AT, BRACKET) >= 0
  return whole ? 'text' : undefined
}

/** Level of the record that begins at `at`. */
export function headLevel(bytes: Buffer, at: number, kind: HeadKind): LogLevel {
  const index =
    kind === 'json'
      ? levelBefore(bytes, at + JSON_LEVEL_AT, QUOTE)
      : levelBefore(bytes, at + TEXT_LEVEL_AT, BRACKET)
  return LOG_LEVELS[index] as LogLevel
}

/** Where the message of a text record begins. */
export function textMessageAt(level: LogLevel, at: number): number {
  return at + TEXT_LEVEL_AT + level.length + 2
}

/** The event id of a JSON record, read in its own place; null where there is none. */
export function jsonEvent(bytes: Buffer, at: number, level: LogLevel): string | null {
  const key = at + JSON_LEVEL_AT + level.length
  if (!has(bytes, key, EVENT_KEY)) return null
  const start = key + EVENT_KEY.length
  const end = bytes.indexOf(QUOTE, start)
  return end < 0 || end - start > 100 ? null : bytes.toString('latin1', start, end)
}

/** Year, month from 0, day, hour and minute of the time at `at`. */
function parts(bytes: Buffer, at: number): [number, number, number, number, number] {
  return [
    digits(bytes, at, 4),
    digits(bytes, at + 5, 2) - 1,
    digits(bytes, at + 8, 2),
    digits(bytes, at + 11, 2),
    digits(bytes, at + 14, 2),
  ]
}

/** Reads the times of records; remembers the last minute, because neighbours share it. */
export class HeadTime {
  #minute = ''
  #start = Number.NaN

  /** Milliseconds since 1970 of the record that begins at `at`. A text line's time is this host's local time. */
  read(bytes: Buffer, at: number, kind: HeadKind): number {
    return kind === 'json' ? this.#iso(bytes, at + TIME_KEY.length) : this.#local(bytes, at)
  }

  #iso(bytes: Buffer, at: number): number {
    const minute = bytes.toString('latin1', at, at + 16) + bytes.toString('latin1', at + 23, at + ISO_LENGTH)
    if (minute !== this.#minute) {
      this.#minute = minute
      const offset = digits(bytes, at + 24, 2) * 60 + digits(bytes, at + 27, 2)
      const start = Date.UTC(...parts(bytes, at))
      this.#start = start - (bytes[at + 23] === 0x2d ? -offset : offset) * 60_000
    }
    return this.#start + digits(bytes, at + 17, 2) * 1000 + digits(bytes, at + 20, 3)
  }

  #local(bytes: Buffer, at: number): number {
    const minute = bytes.toString('latin1', at, at + 16)
    if (minute !== this.#minute) {
      this.#minute = minute
      this.#start = new Date(...parts(bytes, at)).getTime()
    }
    return this.#start + digits(bytes, at + 17, 2) * 1000
  }
}
