import type { LogSummary } from '../../logbook/summary/summary.ts'

/** What the log of the last day says, in numbers. */
export interface LogFacts extends LogSummary {
  /** The log and its rotated parts, as far as they exist. */
  readonly files: readonly string[]
  /** Seconds by which the newest line is in the future; 0 in ordinary times. */
  readonly aheadSeconds: number
}
