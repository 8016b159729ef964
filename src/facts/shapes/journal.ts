/** One line of the unit's journal. */
export interface JournalLine {
  /** ISO 8601 */
  readonly time: string
  /** syslog priority, 0 gravest */
  readonly priority: number
  /** 0 where the line has none */
  readonly pid: number
  /** What wrote it: `systemd`, `node`, … */
  readonly by: string
  /** Secrets masked. */
  readonly message: string
}

/** The newest lines of the unit's journal, newest last. */
export type JournalFacts = readonly JournalLine[]
