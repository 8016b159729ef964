import type { LogEventId } from './events.ts'
import type { LogFields } from './fields.ts'
import type { LogEntry } from './followers.ts'
import type { Journal } from './journal/journal.ts'
import type { LogLevel } from './level.ts'
import type { AsideOptions } from './put-aside.ts'

export { createLog } from './create-log.ts'
export type { LogEntry } from './followers.ts'

/** What `status` tells about the log. */
export interface LogStats {
  /** Absolute path; null where the log goes to standard error. */
  readonly file: string | null
  /** Failed attempts to write, rotate or open since the start. */
  readonly writeErrors: number
  /** The newest failure, kept after recovery. */
  readonly lastError: string | null
  /** Bytes written since the start. */
  readonly bytes: number
  /** Whether lines are being held back in memory now. */
  readonly failing: boolean
  /** Lines that will never be in the file. */
  readonly lost: number
}

/** The server's log. No method throws or waits, whatever the disk does. */
export interface Log {
  /** Logs one event; the line reaches the file at the end of this turn of the event loop. */
  event(id: LogEventId, fields?: LogFields): void
  /** Whether an event of this level would go anywhere, to spare building costly fields. */
  enabled(level: LogLevel): boolean
  readonly level: LogLevel
  setLevel(level: LogLevel): void
  /** Takes effect with the next line. */
  setRotation(rotation: Rotation): void
  /** Opens the file anew after somebody else renamed it (SIGUSR2, logrotate). */
  reopen(): void
  /**
   * Renames the file and goes on in a new one; see `putAside`.
   *
   * @returns the new path of what was logged so far; null where that is nothing, or goes to standard error
   * @throws the system's error; the file goes on as it is then
   */
  putAside(as: AsideOptions['as']): string | null
  /** Writes what is waiting now. */
  flush(): void
  close(): void
  stats(): LogStats
  /** Calls `listener` with every event of any level until the returned function is called. */
  subscribe(listener: (entry: LogEntry) => void): () => void
}

/** When the file is renamed to server.log.1 and so on. */
export interface Rotation {
  /** Size that a file may not reach; 0 for no rotation. */
  readonly maxBytes: number
  /** How many of server.log.1 … .N to keep; 0 for no rotation. */
  readonly backupCount: number
}

export interface LogOptions extends Rotation {
  /** Path, or null for standard error. */
  readonly file: string | null
  readonly format: 'json' | 'text'
  readonly level: LogLevel
  /** Whose words the events have; v9's if not given. */
  readonly compatibility?: 'v9' | 'v6'
  /** Clock in milliseconds since 1970. */
  readonly now?: () => number
  /** Where notices about the log itself (and, without a file, all lines) go. */
  readonly stderr?: (text: string) => void
  /** Whether `flush` is going to be called as soon as something more urgent is done: then the end of a turn waits for that. */
  readonly isAwaited?: () => boolean
  /** Where the gravest events go besides the file. */
  readonly journal?: Journal | undefined
}
