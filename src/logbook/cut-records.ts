import type { LogLevel } from '../logging/level.ts'
import { type HeadKind, HeadTime, headKind, headLevel, textMessageAt } from './head.ts'
import { readSentence } from './sentences.ts'

/** One record of a log: a line that begins with a time and a level, and the lines up to the next such line. */
export interface Cut {
  readonly start: number
  /** Behind its last byte, without the line feed. */
  readonly end: number
  readonly kind: HeadKind
  readonly level: LogLevel
  /** Milliseconds since 1970. */
  readonly time: number
}

const LF = 0x0a
/** A line so far from the text before it is looked at twice. */
const ASTRAY_MS = 60_000
/** How far a client's text is believed to reach at most, in bytes. */
const LONGEST_FORGERY = 16 * 1024

/**
 * Cuts whole lines into records.
 *
 * The original servers write texts raw, so a client can write lines that look like records. What gives them away is their
 * time: a line right behind a client's text and more than a minute away from it, while the log soon comes back to the
 * time of that text, is part of the text. (A line forged with the right time cannot be told from a real one; our own
 * logs have no such lines, since they escape line breaks.)
 *
 * @param atEnd whether the log ends where `bytes` end, so that nothing can come after
 */
export function* cutRecords(bytes: Buffer, atEnd: boolean): Generator<Cut> {
  const clock = new HeadTime()
  let current: Cut | undefined
  for (let at = 0; at < bytes.length; ) {
    const kind = headKind(bytes, at)
    if (kind !== undefined) {
      const time = clock.read(bytes, at, kind)
      const beyond =
        current !== undefined && isAstray(current.time, time) && isOpen(bytes, current, at)
          ? endOfForgery(bytes, at, current.time, atEnd)
          : at
      if (beyond > at) {
        at = beyond
        continue
      }
      if (current !== undefined) yield { ...current, end: at - 1 }
      current = { start: at, end: at, kind, level: headLevel(bytes, at, kind), time }
    }
    at = nextLine(bytes, at)
  }
  if (current === undefined) return
  yield { ...current, end: bytes.at(-1) === LF ? bytes.length - 1 : bytes.length }
}

const isAstray = (from: number, time: number) => Math.abs(time - from) > ASTRAY_MS

/** Start of the line behind the one at `at`. */
function nextLine(bytes: Buffer, at: number): number {
  const feed = bytes.indexOf(LF, at)
  return feed < 0 ? bytes.length : feed + 1
}

/** Whether a client may have had a say in the text of this record. */
function isOpen(bytes: Buffer, { start, kind, level }: Cut, end: number): boolean {
  if (kind === 'json') return false
  const from = textMessageAt(level, start)
  return !readSentence(level, bytes.toString('utf8', from, Math.min(end - 1, from + 1024))).closed
}

/** Where the log comes back to the time of the text; `at` itself if it does not, which is a clock that was set. */
function endOfForgery(bytes: Buffer, at: number, time: number, atEnd: boolean): number {
  const clock = new HeadTime()
  let first = Number.NaN
  const limit = Math.min(bytes.length, at + LONGEST_FORGERY)
  for (let line = at; line < limit; line = nextLine(bytes, line)) {
    const kind = headKind(bytes, line)
    if (kind === undefined) continue
    const here = clock.read(bytes, line, kind)
    if (Number.isNaN(first)) first = here
    const isBack =
      first < time ? here >= time - ASTRAY_MS : here >= time - ASTRAY_MS && here < first - ASTRAY_MS
    if (isBack) return line
  }
  return atEnd && limit === bytes.length && first < time ? bytes.length : at
}
