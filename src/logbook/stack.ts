import type { LogRecord } from './log-record.ts'
import type { Query } from './query/query.ts'
import type { StatsPart } from './stats/collector.ts'

/** One log with all that is left of its past: a file and its rotated parts, or a journal. */
export interface Stack {
  count(query: Query): Promise<number>
  stats(query: Query): AsyncIterable<StatsPart>
  /** What matches, the oldest first. */
  all(query: Query): AsyncIterable<LogRecord>
  /** The newest `most` that match, the oldest of them first. */
  newest(query: Query, most: number): Promise<LogRecord[]>
}
