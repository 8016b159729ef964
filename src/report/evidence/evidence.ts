import type { Observed } from '../../host/observed.ts'
import type { LogLevel } from '../../logging/level.ts'

/** The configuration as it is written, for a report: secrets masked where it is read. */
interface ConfigText {
  readonly path: string
  readonly text: string
  /** The file is longer than what is kept of it. */
  readonly cut: boolean
}

/** The unit file and its drop-ins as systemd reads them, values of the environment masked. */
interface UnitText {
  readonly text: string
}

/** One of the newest entries of the log. */
export interface RecentEntry {
  /** ISO 8601 */
  readonly time: string
  readonly level: LogLevel
  readonly event: string | null
  readonly ip: string | null
  readonly user: string | null
  /** Without what people said to each other. */
  readonly message: string
}

/** The end of the log, for a report, and what happened in the time that it is about. */
export interface Recent {
  readonly entries: readonly RecentEntry[]
  /** Entries by level in equal intervals, oldest first. */
  readonly intervals: readonly {
    /** ISO 8601, its beginning */
    readonly from: string
    readonly levels: Readonly<Partial<Record<LogLevel, number>>>
  }[]
  /** Starts, stops, edits and errors, oldest first. */
  readonly timeline: readonly RecentEntry[]
}

/** The newest crash that the server wrote down before it ended. */
export interface Crash {
  /** ISO 8601 */
  readonly time: string
  readonly version: string
  readonly node: string
  readonly error: string
  readonly stack: string
  readonly uptimeSeconds: number
  readonly rssBytes: number
}

/** What a report shows beside the facts that checks judge. Plain data, like them. */
export interface Evidence {
  readonly recent: Observed<Recent>
  readonly configText: Observed<ConfigText>
  readonly unitText: Observed<UnitText>
  readonly crash: Observed<Crash>
}
