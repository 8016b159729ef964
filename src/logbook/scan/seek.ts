import { nextLine } from '../records/forgery.ts'
import { headKind } from '../records/head.ts'
import { timeOf } from '../records/head-time.ts'
import { readBytes } from '../sources/open-log.ts'

/** How much is read to find a record behind a place. */
const STEP = 64 * 1024

/** The first record that begins behind `from` and before `to`, as far as `most` bytes reach. */
function recordBehind(fd: number, from: number, limit: number, most = Number.POSITIVE_INFINITY) {
  const to = Math.min(limit, from + most)
  for (let at = from; at < to; at += STEP) {
    const bytes = readBytes(fd, at, Math.min(at + STEP, to) + 64)
    for (let line = nextLine(bytes, 0); line <= STEP && at + line < to; line = nextLine(bytes, line)) {
      const kind = headKind(bytes, line)
      if (kind !== undefined) return { at: at + line, time: timeOf(bytes, line, kind) }
      if (line >= bytes.length) break
    }
  }
  return undefined
}

/**
 * Finds a place behind which all records of `time` and later are, with about log2(size / 64 KiB) reads: the cost does
 * not grow with the file. It takes the log to be in the order of its times.
 *
 * @param most  bytes after which a search for a record is given up, as where gigabytes of zeros lie; the place is earlier then
 */
export function seekTime(fd: number, size: number, time: number, most?: number): number {
  let low = 0
  let high = size
  while (high - low > STEP) {
    const middle = low + Math.floor((high - low) / 2)
    const record = recordBehind(fd, middle, high, most)
    if (record === undefined || record.time >= time) high = middle
    else low = record.at
  }
  return low
}

/** Finds a place before which all records earlier than `time` begin. */
export function seekEnd(fd: number, size: number, time: number): number {
  let low = 0
  let high = size
  while (high - low > STEP) {
    const middle = low + Math.floor((high - low) / 2)
    const record = recordBehind(fd, middle, high)
    if (record === undefined) high = middle
    else if (record.time >= time) high = record.at
    else low = record.at
  }
  return high
}
