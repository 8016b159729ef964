import { setTimeout as delay } from 'node:timers/promises'
import { FileStack } from './file-stack.ts'
import { Arrivals } from './follow/arrivals.ts'
import { FollowedFile, type FollowNews } from './follow/followed-file.ts'
import { JournalStack } from './journal/journal-stack.ts'
import type { LogRecord } from './log-record.ts'
import { mergeByTime, newestOf } from './merge.ts'
import type { Oddity } from './oddity.ts'
import { matches, type Query } from './query/query.ts'
import { ThreadPool } from './scan/thread-pool.ts'
import type { Stack } from './stack.ts'
import { type StatsReport, StatsSum } from './stats/report.ts'

export interface LogbookOptions {
  /** Files of each log, the oldest first. */
  readonly sets: readonly (readonly string[])[]
  readonly unit: string | undefined
  readonly signal: AbortSignal
  readonly onOddity: (oddity: Oddity) => void
  /** Told what happens to a file that is followed; without it nothing can be followed. */
  readonly onNews?: (news: FollowNews, file: string) => void
}

/** How often files are looked at: below what a person notices, above what costs anything. */
const POLL_MS = 200

/** Several logs that are asked as one. */
export class Logbook {
  readonly #pool = new ThreadPool()
  readonly #files: readonly FileStack[]
  readonly #journal: JournalStack | undefined
  readonly #options: LogbookOptions

  constructor(options: LogbookOptions) {
    const { sets, unit, signal, onOddity } = options
    const pool = this.#pool
    const willFollow = options.onNews !== undefined
    this.#options = options
    this.#files = sets.map((files) => new FileStack(files, { pool, signal, onOddity, willFollow }))
    this.#journal =
      unit === undefined
        ? undefined
        : new JournalStack({ unit, signal, onOddity, besideFile: sets.length > 0 })
  }

  get #stacks(): readonly Stack[] {
    return this.#journal === undefined ? this.#files : [...this.#files, this.#journal]
  }

  async count(query: Query): Promise<number> {
    let sum = 0
    for (const stack of this.#stacks) sum += await stack.count(query)
    return sum
  }

  /**
   * @param most entries of each list
   * @param bars of the histogram at most
   */
  async stats(query: Query, most: number, bars: number): Promise<StatsReport> {
    const sum = new StatsSum()
    for (const stack of this.#stacks) for await (const part of stack.stats(query)) sum.add(part)
    return sum.report(most, bars)
  }

  /** What matches, the oldest first. */
  all(query: Query): AsyncIterable<LogRecord> {
    return mergeByTime(this.#stacks.map((stack) => stack.all(query)))
  }

  /** The newest `most` that match, the oldest of them first. */
  async newest(query: Query, most: number): Promise<LogRecord[]> {
    return newestOf(await Promise.all(this.#stacks.map((stack) => stack.newest(query, most))), most)
  }

  /** What is written from where the last reading ended, in the order of time as far as it comes together. */
  async *follow(query: Query): AsyncGenerator<LogRecord> {
    const { sets, signal, onNews = () => {} } = this.#options
    const files = sets.map((set, index) => {
      const path = set.at(-1) ?? ''
      return new FollowedFile(path, this.#files[index]?.position, Date.now(), (news) => onNews(news, path))
    })
    const journal = this.#journal === undefined ? undefined : new Arrivals(this.#journal.follow())
    try {
      while (!signal.aborted) {
        const arrived = files.map((file) => file.poll(Date.now()))
        const found = newestOf([...arrived, journal?.take() ?? []], Number.POSITIVE_INFINITY)
        for (const record of found) if (matches(record.entry(), query)) yield record
        await delay(POLL_MS, undefined, { signal }).catch(() => {})
      }
      const rest = files.flatMap((file) => [...file.poll(Date.now()), ...file.close()])
      for (const record of rest) if (matches(record.entry(), query)) yield record
    } finally {
      for (const file of files) file.close()
    }
  }

  async close(): Promise<void> {
    await this.#pool.close()
  }
}
