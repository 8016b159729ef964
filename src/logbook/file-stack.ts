import type { Position } from './follow/followed-file.ts'
import { type LogRecord, recordOf } from './log-record.ts'
import type { Oddity } from './oddity.ts'
import type { Query } from './query/query.ts'
import { Screen } from './query/screen.ts'
import { inOrder } from './scan/in-order.ts'
import { Inspector } from './scan/inspector.ts'
import { type Found, type Job, runJob, Search, walkerFor } from './scan/job.ts'
import { recordsAt } from './scan/read-places.ts'
import { backwards, forwards, type Segment, SHORT_STEP, span } from './scan/segments.ts'
import type { Sink } from './scan/sink.ts'
import type { ThreadPool } from './scan/thread-pool.ts'
import { walkPacked } from './scan/walk-packed.ts'
import type { Walker } from './scan/walker.ts'
import { closeLog, type OpenLog, openLog, upToLastLine } from './sources/open-log.ts'
import type { Stack } from './stack.ts'
import type { StatsPart } from './stats/collector.ts'

/** So much is searched in this thread before others are started: starting them costs as long as this takes. */
const ALONE_BYTES = 24 * 1024 * 1024

export interface FileStackOptions {
  readonly pool: ThreadPool
  readonly signal: AbortSignal
  /** Told once per file and kind. */
  readonly onOddity: (oddity: Oddity) => void
  /** The newest file is read up to its last whole line only; {@link FileStack.position} tells where that is. */
  readonly willFollow?: boolean
}

/** A log file and its rotated parts. */
export class FileStack implements Stack {
  readonly #files: readonly string[]
  readonly #options: FileStackOptions
  readonly #told = new Set<string>()
  #alone = ALONE_BYTES
  #position: Position | undefined

  /** @param files the oldest first */
  constructor(files: readonly string[], options: FileStackOptions) {
    this.#files = files
    this.#options = options
  }

  /** Where the reading of the newest file ended. */
  get position(): Position | undefined {
    return this.#position
  }

  async count(query: Query): Promise<number> {
    let count = 0
    for await (const found of this.#search(query, 'count')) count += found.count
    return count
  }

  async *stats(query: Query): AsyncGenerator<StatsPart> {
    for await (const { stats } of this.#search(query, 'stats')) if (stats !== null) yield stats
  }

  async *all(query: Query): AsyncGenerator<LogRecord> {
    const logs = this.#open(query)
    try {
      for (const log of logs) {
        if (log.packed) yield* this.#unpacked(log, query)
        else {
          const found = this.#run(log, this.#whole(log, query, SHORT_STEP), query, 'places')
          for await (const { places } of found) yield* recordsAt(log, places)
        }
      }
    } finally {
      for (const log of logs) closeLog(log)
    }
  }

  async newest(query: Query, most: number): Promise<LogRecord[]> {
    const logs = this.#open(query)
    let records: LogRecord[] = []
    try {
      for (const log of logs.reverse()) {
        if (records.length >= most) break
        records = [...(await this.#newestOf(log, query, most - records.length)), ...records]
      }
    } finally {
      for (const log of logs) closeLog(log)
    }
    return records
  }

  async #newestOf(log: OpenLog, query: Query, most: number): Promise<LogRecord[]> {
    let records: LogRecord[] = []
    if (log.packed) {
      for await (const record of this.#unpacked(log, query)) {
        records.push(record)
        if (records.length >= 2 * most) records = records.slice(-most)
      }
      return records.slice(-most)
    }
    const segments = backwards(log.fd, span(log, query.since, query.until))
    for await (const { places } of this.#run(log, segments, query, 'places')) {
      const wanted = places.subarray(Math.max(0, places.length - 2 * (most - records.length)))
      records = [...recordsAt(log, wanted), ...records]
      if (records.length >= most) break
    }
    return records
  }

  async *#search(query: Query, want: 'count' | 'stats'): AsyncGenerator<Found> {
    const logs = this.#open(query)
    try {
      for (const log of logs) {
        if (log.packed) {
          const search = new Search(query, want)
          for await (const _ of this.#unpack(log, search.walker, search.inspector));
          yield search.found()
        } else {
          yield* this.#run(log, this.#whole(log, query), query, want)
        }
      }
    } finally {
      for (const log of logs) closeLog(log)
    }
  }

  /** All of a log that is asked for; where that is much, the threads start at once. */
  #whole(log: OpenLog, { since, until }: Query, step?: number): Iterable<Segment> {
    const whole = span(log, since, until)
    if (whole.end - whole.from > ALONE_BYTES) this.#alone = 0
    return forwards(log.fd, whole, step)
  }

  async *#run(
    log: OpenLog,
    segments: Iterable<Segment>,
    query: Query,
    want: Job['want'],
  ): AsyncGenerator<Found> {
    const { pool, signal } = this.#options
    const jobOf = (segment: Segment) => ({ fd: log.fd, size: log.size, segment, query, want })
    const here = (segment: Segment) => {
      signal.throwIfAborted()
      return runJob(jobOf(segment))
    }
    const isAlone = ({ from, end }: Segment) => {
      const isAlone = this.#alone > 0
      this.#alone -= end - from
      return isAlone
    }
    const elsewhere = (segment: Segment) => (pool.hasRoom ? pool.run(jobOf(segment)) : undefined)
    let records = 0
    for await (const found of inOrder(segments, { here, isAlone, elsewhere })) {
      for (const [kind, offset] of found.oddities) this.#tell({ kind, file: log.file, offset })
      records += found.records
      yield found
    }
    this.#tellIfNone(log, query, records)
  }

  async *#unpacked(log: OpenLog, query: Query): AsyncGenerator<LogRecord> {
    const screen = new Screen(query)
    const inspector = new Inspector()
    let records: LogRecord[] = []
    const sink: Sink = {
      take: (bytes, cut, base) => {
        if (!screen.passes(bytes, cut)) return
        const raw = Buffer.from(bytes.subarray(cut.start, cut.end))
        records.push(recordOf(raw, log.file, base + cut.start))
      },
    }
    for await (const _ of this.#unpack(log, walkerFor(query, sink, { inspector }), inspector)) {
      yield* records
      records = []
    }
  }

  async *#unpack(log: OpenLog, walker: Walker, inspector: Inspector): AsyncGenerator<void> {
    let at = 0
    try {
      for await (at of walkPacked(log, walker)) {
        this.#options.signal.throwIfAborted()
        yield
      }
    } catch (error) {
      this.#options.signal.throwIfAborted()
      this.#tell({ ...oddityOf(error, log.file), kind: 'packed-broken', offset: at })
    }
    for (const [kind, offset] of inspector.found) this.#tell({ kind, file: log.file, offset })
    this.#tellIfNone(log, {}, walker.records)
  }

  #tellIfNone({ file, size }: OpenLog, { since, until }: Query, records: number): void {
    const isWhole = since === undefined && until === undefined
    if (isWhole && size > 0 && records === 0) this.#tell({ kind: 'no-records', file, offset: 0 })
  }

  #open({ since = Number.NEGATIVE_INFINITY }: Query): OpenLog[] {
    const logs: OpenLog[] = []
    for (const file of this.#files) {
      try {
        let log = openLog(file)
        if (this.#options.willFollow && file === this.#files.at(-1) && !log.packed) {
          log = upToLastLine(log)
          this.#position = { inode: log.inode, offset: log.size }
        }
        if (log.written >= since) logs.push(log)
        else closeLog(log)
      } catch (error) {
        this.#tell(oddityOf(error, file))
      }
    }
    return logs
  }

  #tell(oddity: Oddity): void {
    const key = `${oddity.kind} ${oddity.file}`
    if (this.#told.has(key)) return
    this.#told.add(key)
    this.#options.onOddity(oddity)
  }
}

function oddityOf(error: unknown, file: string): Oddity {
  const { code, message } = error as NodeJS.ErrnoException
  return { kind: 'unreadable', file, offset: 0, code: code ?? message }
}
