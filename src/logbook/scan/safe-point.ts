import { isAstray, LONGEST_FORGERY, nextLine } from '../records/forgery.ts'
import { type HeadKind, headKind } from '../records/head.ts'
import { timeOf } from '../records/head-time.ts'
import { readBytes } from '../sources/open-log.ts'

/** Read before a place, to know what it follows. */
const BEFORE = 2 * LONGEST_FORGERY
const STEP = 128 * 1024
/** The longest head. */
const HEAD_BYTES = 64
/** Used again, since garbage outside the heap is collected late. */
let shared: Buffer | undefined

/**
 * A place at or behind `from` and before `to` where a walk can begin and sees the same records as one that comes from
 * the beginning: a head that no forgery reaches, because nothing before it within the reach of one is astray.
 */
export function safePoint(fd: number, from: number, to: number): number | undefined {
  for (let at = from; at < to; at += STEP) {
    const point = within(fd, at, Math.min(to, at + STEP))
    if (point !== undefined) return point
  }
  return undefined
}

function within(fd: number, from: number, to: number): number | undefined {
  const base = Math.max(0, from - BEFORE)
  shared ??= Buffer.allocUnsafeSlow(BEFORE + STEP + HEAD_BYTES)
  const bytes = readBytes(fd, base, to + HEAD_BYTES, shared)
  let before: { kind: HeadKind; time: number } | undefined
  // What stands before is known from here on.
  let known = base === 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  for (let line = base === 0 ? 0 : nextLine(bytes, 0); base + line < to; line = nextLine(bytes, line)) {
    const kind = headKind(bytes, line)
    if (kind !== undefined) {
      const time = timeOf(bytes, line, kind)
      if (before === undefined) known = Math.min(known, line)
      else if (before.kind === 'text' && isAstray(before.time, time)) known = line
      if (base + line >= from && line - known > LONGEST_FORGERY) return base + line
      before = { kind, time }
    }
    if (line >= bytes.length) break
  }
  return undefined
}
