import { LOG_LEVELS } from '../../logging/level.ts'
import { type HeadKind, headKind, messageAt } from './head.ts'
import { timeOf } from './head-time.ts'
import { readSentence } from './sentences.ts'

/**
 * The original servers write texts raw, so a client can write lines that look like records. What gives them away is their
 * time: a line right behind a client's text and more than a minute away from it, while the log soon comes back to the
 * time of that text, is part of the text. (A line forged with the right time cannot be told from a real one; our own
 * logs have no such lines, since they escape line breaks.)
 */

const LF = 0x0a
const ASTRAY_MS = 60_000
/** How far a client's text is believed to reach at most, in bytes. */
export const LONGEST_FORGERY = 16 * 1024

/** Whether a line is so far from the record before it that it is looked at twice. */
export const isAstray = (before: number, time: number) =>
  time - before > ASTRAY_MS || before - time > ASTRAY_MS

/** Whether a client may have had a say in the text of the record that begins at `start`. */
export function isOpen(bytes: Buffer, start: number, end: number, kind: HeadKind, level: number): boolean {
  if (kind === 'json') return false
  const text = bytes.toString('utf8', messageAt(start, level), Math.min(end, start + 2048))
  return !readSentence(LOG_LEVELS[level] ?? 'INFO', text).closed
}

/**
 * Where the log comes back to the time of the text.
 *
 * @param at the suspicious line behind the text
 * @param since the first suspicious line behind that text: a forgery in several steps reaches no further than one in a
 * single step, so that a walk which begins beyond its reach sees the same
 * @param time of the text
 * @param atEnd whether the log ends where `bytes` end
 * @returns `at` itself if the log does not come back: then it is a clock that was set
 */
export function endOfForgery(bytes: Buffer, at: number, since: number, time: number, atEnd: boolean): number {
  const limit = Math.min(bytes.length, since + LONGEST_FORGERY)
  if (at >= limit) return at
  const first = timeOf(bytes, at, headKind(bytes, at) ?? 'text')
  for (let line = nextLine(bytes, at); line < limit; line = nextLine(bytes, line)) {
    const kind = headKind(bytes, line)
    if (kind === undefined) continue
    const here = timeOf(bytes, line, kind)
    if (here >= time - ASTRAY_MS && (first < time || here < first - ASTRAY_MS)) return line
  }
  return atEnd && limit === bytes.length && first < time ? bytes.length : at
}

/** Start of the line behind the one at `at`. */
export function nextLine(bytes: Buffer, at: number): number {
  const feed = bytes.indexOf(LF, at)
  return feed < 0 ? bytes.length : feed + 1
}
