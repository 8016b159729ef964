import type { LogLevel } from '../../logging/level.ts'

/** How often what happened in a span of time. */
export interface Counts {
  readonly byLevel: Readonly<Partial<Record<LogLevel, number>>>
  /** By permanent event id; what has none is under `?`. */
  readonly byEvent: Readonly<Record<string, number>>
}

/** One kind of record of WARNING and above. */
export interface Trouble {
  /** null where the words are none that this program or the original servers write */
  readonly event: string | null
  readonly level: LogLevel
  readonly count: number
  /** ISO 8601 */
  readonly last: string
  /** The newest one's first line, with everything unprintable escaped and password hashes masked. */
  readonly example: string
}

interface AddressCount {
  readonly address: string
  readonly count: number
}

/** What doctor wants to know of the last day of a log. Times are ISO 8601. */
export interface LogSummary {
  readonly hour: Counts
  /** The time since `since`; a day unless asked otherwise. */
  readonly day: Counts
  /** Most frequent first. */
  readonly troubles: readonly Trouble[]
  readonly lastStart: string | null
  readonly lastStop: string | null
  readonly lastCrash: { readonly time: string; readonly error: string } | null
  readonly heartbeatTimeouts: readonly AddressCount[]
  /** Connections that were turned away, by the reason that they were told (`banned` and `full` for those two). */
  readonly refused: readonly { readonly reason: string; readonly count: number }[]
  /** Banned addresses that asked to come in. */
  readonly bannedAsking: readonly AddressCount[]
  readonly newestTime: string | null
  /** How fast the log grows now; null where there is too little to tell. */
  readonly bytesPerDay: number | null
  /** Levels that occur. */
  readonly levels: readonly LogLevel[]
  /** Where the limits on time or bytes ended the reading: what was read begins here. */
  readonly cut: { readonly from: string | null; readonly bytesNotRead: number } | null
  readonly unreadable: readonly { readonly file: string; readonly code: string }[]
}
