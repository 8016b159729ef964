import { FileStack } from './file-stack.ts'
import { JournalStack } from './journal/journal-stack.ts'
import type { LogRecord } from './log-record.ts'
import { mergeByTime, newestOf } from './merge.ts'
import type { Oddity } from './oddity.ts'
import type { Query } from './query/query.ts'
import { ThreadPool } from './scan/thread-pool.ts'
import type { Stack } from './stack.ts'
import { type StatsReport, StatsSum } from './stats/report.ts'

export interface LogbookOptions {
  /** Files of each log, the oldest first. */
  readonly sets: readonly (readonly string[])[]
  readonly unit: string | undefined
  readonly signal: AbortSignal
  readonly onOddity: (oddity: Oddity) => void
}

/** Several logs that are asked as one. */
export class Logbook {
  readonly #pool = new ThreadPool()
  readonly #stacks: readonly Stack[]

  constructor({ sets, unit, signal, onOddity }: LogbookOptions) {
    const pool = this.#pool
    this.#stacks = [
      ...sets.map((files) => new FileStack(files, { pool, signal, onOddity })),
      ...(unit === undefined
        ? []
        : [new JournalStack({ unit, signal, onOddity, besideFile: sets.length > 0 })]),
    ]
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

  async close(): Promise<void> {
    await this.#pool.close()
  }
}
