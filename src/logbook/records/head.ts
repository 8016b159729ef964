import { LOG_LEVELS } from '../../logging/level.ts'

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
/** `2026-11-23T10:00:00.123+08:00` */
const ISO_LENGTH = 29
/** `2026-11-23 10:00:00` */
const PLAIN_LENGTH = 19

/** Where the time of a JSON record begins. */
export const ISO_AT = TIME_KEY.length
/** Where the level stands in a record, from its beginning. */
export const LEVEL_AT: Readonly<Record<HeadKind, number>> = {
  json: ISO_AT + ISO_LENGTH + LEVEL_KEY.length,
  text: PLAIN_LENGTH + 2,
}
const QUOTE = 0x22
const BRACKET = 0x5d

const isDigit = (byte: number | undefined) => byte !== undefined && byte >= 0x30 && byte <= 0x39

/** Whether `part` stands at `at`. */
export function stands(bytes: Buffer, at: number, part: Buffer): boolean {
  for (let index = 0; index < part.length; index++) if (bytes[at + index] !== part[index]) return false
  return true
}

/** The number of `count` digits at `at`; NaN if another byte is among them. */
export function digits(bytes: Buffer, at: number, count: number): number {
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
  if (bytes[at] === 0x7b) {
    const whole =
      stands(bytes, at, TIME_KEY) &&
      hasTime(bytes, at + ISO_AT, 0x54) &&
      hasOffset(bytes, at + ISO_AT + PLAIN_LENGTH) &&
      stands(bytes, at + ISO_AT + ISO_LENGTH, LEVEL_KEY) &&
      levelAt(bytes, at + LEVEL_AT.json, 'json') >= 0
    return whole ? 'json' : undefined
  }
  const whole =
    hasTime(bytes, at, 0x20) &&
    bytes[at + PLAIN_LENGTH] === 0x20 &&
    bytes[at + PLAIN_LENGTH + 1] === 0x5b &&
    levelAt(bytes, at + LEVEL_AT.text, 'text') >= 0
  return whole ? 'text' : undefined
}

/** Index in LOG_LEVELS of the name that stands at `at` and is closed as in such a record, or -1. */
function levelAt(bytes: Buffer, at: number, kind: HeadKind): number {
  for (let index = 0; index < LEVEL_NAMES.length; index++) {
    const name = LEVEL_NAMES[index] as Buffer
    const end = at + name.length
    const closed = kind === 'json' ? bytes[end] === QUOTE : bytes[end] === BRACKET && bytes[end + 1] === 0x20
    if (closed && stands(bytes, at, name)) return index
  }
  return -1
}

/** Level of the record that begins at `at`, as its index in LOG_LEVELS. */
export function headLevel(bytes: Buffer, at: number, kind: HeadKind): number {
  return levelAt(bytes, at + LEVEL_AT[kind], kind)
}

/** Where the message of a text record begins. */
export function messageAt(at: number, level: number): number {
  return at + LEVEL_AT.text + (LEVEL_NAMES[level] as Buffer).length + 2
}
