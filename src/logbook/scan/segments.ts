import type { OpenLog } from '../sources/open-log.ts'
import { safePoint } from './safe-point.ts'
import { seekEnd, seekTime } from './seek.ts'

/** A part of a log: the records that begin in [from, end). */
export interface Segment {
  readonly from: number
  readonly end: number
}

const STEP = 16 * 1024 * 1024
/** Where every record may be wanted: their places take memory. */
export const SHORT_STEP = 4 * 1024 * 1024
/** The newest records are looked for in small steps first. */
const FIRST_STEP = 64 * 1024
/** Looked at before the place of a time, for a point to begin at. */
const BEFORE_TIME = 256 * 1024

/**
 * The part of a log in which all records of [since, until) are, found by seeking.
 *
 * @param most  as {@link seekTime} takes it
 */
export function span({ fd, size }: OpenLog, since?: number, until?: number, most?: number): Segment {
  const low = since === undefined ? 0 : seekTime(fd, size, since, most)
  const around = Math.max(0, low - BEFORE_TIME)
  const from = low === 0 ? 0 : (safePoint(fd, around, low) ?? low)
  return { from, end: until === undefined ? size : seekEnd(fd, size, until) }
}

/** From the oldest to the newest, each so large that it is worth a thread's while. */
export function* forwards(fd: number, { from, end }: Segment, step = STEP): Generator<Segment> {
  for (let at = from; at < end; ) {
    const edge = at + step < end ? (safePoint(fd, at + step, end) ?? end) : end
    yield { from: at, end: edge }
    at = edge
  }
}

/** From the newest to the oldest, small ones first. Ends where it `isLate` and no place to begin at has been found. */
export function* backwards(
  fd: number,
  { from, end }: Segment,
  step = FIRST_STEP,
  isLate: () => boolean = () => false,
): Generator<Segment> {
  let size = step
  for (let to = end; to > from; ) {
    const near = Math.max(from, to - size)
    const start = near === from ? from : safePoint(fd, near, to)
    if (start !== undefined) {
      yield { from: start, end: to }
      to = start
    } else if (isLate()) return
    size = Math.min(size * 4, start === undefined ? Number.POSITIVE_INFINITY : STEP)
  }
}
