import { endOfForgery, isAstray, isOpen, nextLine } from './forgery.ts'
import { type HeadKind, headKind, headLevel } from './head.ts'
import { timeOf } from './head-time.ts'

/** One record of a log: a line that begins with a time and a level, and the lines up to the next such line. */
export interface Cut {
  readonly start: number
  /** Behind its last byte, without the line feed. */
  readonly end: number
  readonly kind: HeadKind
  /** Index in LOG_LEVELS. */
  readonly level: number
  /** Milliseconds since 1970. */
  readonly time: number
}

/** A record is cut behind so many bytes; what follows up to the next record is skipped. */
export const LONGEST_RECORD = 128 * 1024
const LF = 0x0a

/**
 * Cuts whole lines into records, one after the other: simple, and what the {@link Walker} is measured against.
 *
 * @param atEnd whether the log ends where `bytes` end, so that nothing can come after
 */
export function* cutRecords(bytes: Buffer, atEnd: boolean, longest = LONGEST_RECORD): Generator<Cut> {
  let current: Cut | undefined
  let suspect: number | undefined
  for (let at = 0; at < bytes.length; at = nextLine(bytes, at)) {
    if (current !== undefined && at - current.start > longest) {
      yield { ...current, end: current.start + longest }
      current = undefined
    }
    const kind = headKind(bytes, at)
    if (kind === undefined) continue
    const time = timeOf(bytes, at, kind)
    if (current !== undefined && isAstray(current.time, time)) {
      const { start, level } = current
      if (isOpen(bytes, start, at - 1, current.kind, level)) {
        suspect ??= at
        const beyond = endOfForgery(bytes, at, suspect, current.time, atEnd)
        if (beyond > at) {
          at = beyond - 1
          continue
        }
      }
    }
    if (current !== undefined) yield { ...current, end: at - 1 }
    suspect = undefined
    current = { start: at, end: at, kind, level: headLevel(bytes, at, kind), time }
  }
  if (current === undefined) return
  const end = bytes.at(-1) === LF ? bytes.length - 1 : bytes.length
  yield { ...current, end: Math.min(end, current.start + longest) }
}
