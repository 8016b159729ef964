import type { Cut } from '../records/cut-records.ts'
import { LONGEST_RECORD } from '../records/cut-records.ts'
import { endOfForgery, isAstray, isOpen, LONGEST_FORGERY } from '../records/forgery.ts'
import type { HeadKind } from '../records/head.ts'
import { Heads } from './heads.ts'
import type { Inspector } from './inspector.ts'
import type { Sink } from './sink.ts'

const LF = 0x0a

export interface WalkerOptions {
  readonly sink: Sink
  /** Index in LOG_LEVELS below which records are passed over. */
  readonly lowest?: number
  /** Milliseconds since 1970; records outside are passed over. */
  readonly since?: number
  readonly until?: number
  /** Records that begin here or behind are passed over, and the walk is `done`. */
  readonly end?: number
  /** A record is cut behind so many bytes. */
  readonly longest?: number
  /** Told what the walk comes across. */
  readonly inspector?: Inspector
}

/**
 * Goes through a log chunk by chunk and hands its records to a sink, as `cutRecords` would cut the whole: only the ends of
 * lines are searched for (in native code) and the heads are compared, nothing is decoded.
 */
export class Walker {
  readonly #heads = new Heads()
  readonly #sink: Sink
  readonly #lowest: number
  readonly #since: number
  readonly #until: number
  readonly #end: number
  readonly #longest: number
  readonly #inspector: Inspector | undefined
  readonly #cut: { start: number; end: number; kind: HeadKind; level: number; time: number } & Cut = {
    start: 0,
    end: 0,
    kind: 'json',
    level: 0,
    time: 0,
  }
  /** The chunk begins inside a line too long to be kept. */
  #insideLine = false
  done = false
  records = 0

  constructor(options: WalkerOptions) {
    this.#sink = options.sink
    this.#lowest = options.lowest ?? 0
    this.#since = options.since ?? Number.NEGATIVE_INFINITY
    this.#until = options.until ?? Number.POSITIVE_INFINITY
    this.#end = options.end ?? Number.POSITIVE_INFINITY
    this.#longest = options.longest ?? LONGEST_RECORD
    this.#inspector = options.inspector
  }

  /** So many bytes are left over at most by a {@link write}; a chunk must be larger. */
  get keeps(): number {
    return 2 * this.#longest + LONGEST_FORGERY
  }

  /**
   * Takes the next bytes.
   *
   * @param bytes what the last call left over and what comes behind it
   * @param base offset of `bytes` in the log
   * @param atEnd whether nothing comes behind them
   * @returns how many bytes were used up; the rest must be in front of the next ones
   */
  write(bytes: Buffer, base: number, atEnd: boolean): number {
    const heads = this.#heads
    const cut = this.#cut
    heads.use(bytes)
    this.#inspector?.chunk(bytes, base, atEnd)
    let at = 0
    let open = false
    let suspect = -1
    if (this.#insideLine) {
      const feed = bytes.indexOf(LF)
      if (feed < 0) return bytes.length
      at = feed + 1
      this.#insideLine = false
    }
    while (at < bytes.length) {
      if (open && at - cut.start > this.#longest) {
        this.#emit(bytes, cut.start + this.#longest, base)
        open = false
      }
      const feed = bytes.indexOf(LF, at)
      if (feed < 0 && !atEnd && bytes.length - at <= this.#longest) return open ? cut.start : at
      if (heads.at(at)) {
        const { time } = heads
        if (open && isAstray(cut.time, time) && isOpen(bytes, cut.start, at - 1, cut.kind, cut.level)) {
          if (!atEnd && at + LONGEST_FORGERY > bytes.length) return cut.start
          if (suspect < 0) suspect = at
          const beyond = endOfForgery(bytes, at, suspect, cut.time, atEnd)
          if (beyond > at) {
            at = beyond
            continue
          }
        }
        if (open) this.#emit(bytes, at - 1, base)
        if (base + at >= this.#end) {
          this.done = true
          return at
        }
        open = true
        suspect = -1
        cut.start = at
        cut.kind = heads.kind
        cut.level = heads.level
        cut.time = time
      }
      if (feed < 0 && !atEnd) {
        if (open) this.#emit(bytes, cut.start + this.#longest, base)
        this.#insideLine = true
        return bytes.length
      }
      at = feed < 0 ? bytes.length : feed + 1
    }
    if (!open) return bytes.length
    if (!atEnd) return cut.start
    const end = bytes[bytes.length - 1] === LF ? bytes.length - 1 : bytes.length
    this.#emit(bytes, Math.min(end, cut.start + this.#longest), base)
    return bytes.length
  }

  #emit(bytes: Buffer, end: number, base: number): void {
    const cut = this.#cut
    this.records++
    if (this.#inspector !== undefined) {
      this.#inspector.time(cut.time, base + cut.start)
      if (end - cut.start >= this.#longest) this.#inspector.note('long-record', base + cut.start)
    }
    if (cut.level < this.#lowest || cut.time < this.#since || cut.time >= this.#until) return
    cut.end = end
    this.#sink.take(bytes, cut, base)
  }
}
