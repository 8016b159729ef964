import { type Cut, cutRecords } from './cut-records.ts'
import type { LogSource } from './log-source.ts'

/** Read around a block, so that its edges fall neither into a record nor into what the cutter looks back or ahead at. */
const MARGIN = 64 * 1024
const LF = 0x0a

/** Whole records of a part of a log. */
export interface Block {
  readonly bytes: Buffer
  /** Offset of `bytes` in the log. */
  readonly base: number
  readonly cuts: Iterable<Cut>
}

/** The records that begin in [from, to). */
export async function readBlock(source: LogSource, from: number, to: number): Promise<Block> {
  const base = Math.max(0, from - MARGIN)
  const read = await source.read(base, to + MARGIN)
  // The first line is whole only if the log begins here.
  const skip = base === 0 ? 0 : read.indexOf(LF) + 1
  const bytes = read.subarray(skip)
  const start = base + skip
  return {
    bytes,
    base: start,
    cuts: between(bytes, from - start, to - start, start + bytes.length >= source.size),
  }
}

function* between(bytes: Buffer, from: number, to: number, atEnd: boolean): Generator<Cut> {
  for (const cut of cutRecords(bytes, atEnd)) {
    if (cut.start >= to) return
    if (cut.start >= from) yield cut
  }
}
