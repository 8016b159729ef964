import { HeadTime, headKind } from './head.ts'
import type { LogSource } from './log-source.ts'

/** How much is read to find a record behind a place. */
const STEP = 64 * 1024
const LF = 0x0a

/** The first record that begins at or behind `from` and before `to`. */
async function recordBehind(source: LogSource, from: number, to: number) {
  const clock = new HeadTime()
  for (let at = from; at < to; at += STEP) {
    // one byte before, to see whether `at` begins a line; some behind, for a head that is cut
    const base = Math.max(0, at - 1)
    const bytes = await source.read(base, at + STEP + 64)
    for (let line = base === at ? 0 : bytes.indexOf(LF) + 1; line > 0 || base === at; ) {
      if (base + line >= Math.min(to, at + STEP)) break
      const kind = headKind(bytes, line)
      if (kind !== undefined) return { at: base + line, time: clock.read(bytes, line, kind) }
      const feed = bytes.indexOf(LF, line)
      if (feed < 0) break
      line = feed + 1
    }
  }
  return undefined
}

/**
 * Finds the place behind which all records of `time` and later are, with about log2(size / 64 KiB) reads.
 * It takes the log to be in the order of its times; where a clock was set back it is exact for one of the two runs.
 */
export async function seekTime(source: LogSource, time: number): Promise<number> {
  let low = 0
  let high = source.size
  while (high - low > STEP) {
    const middle = low + Math.floor((high - low) / 2)
    const record = await recordBehind(source, middle, high)
    if (record === undefined || record.time >= time) high = middle
    else low = record.at
  }
  return low
}
