import { digits, type HeadKind, ISO_AT } from './head.ts'

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

/** When the minute of a record began, in milliseconds since 1970; a text line's time is this host's local time. */
export function minuteOf(bytes: Buffer, at: number, kind: HeadKind): number {
  if (kind === 'text') return new Date(...parts(bytes, at)).getTime()
  const offset = digits(bytes, at + ISO_AT + 24, 2) * 60 + digits(bytes, at + ISO_AT + 27, 2)
  const isWest = bytes[at + ISO_AT + 23] === 0x2d
  return Date.UTC(...parts(bytes, at + ISO_AT)) - (isWest ? -offset : offset) * 60_000
}

/** Milliseconds since 1970 of the record that begins at `at`. */
export function timeOf(bytes: Buffer, at: number, kind: HeadKind): number {
  const minute = minuteOf(bytes, at, kind)
  return kind === 'text'
    ? minute + digits(bytes, at + 17, 2) * 1000
    : minute + digits(bytes, at + ISO_AT + 17, 2) * 1000 + digits(bytes, at + ISO_AT + 20, 3)
}
