import type { LogLevel } from '../../logging/level.ts'

/** One thing that happened, as a log tells it. Texts are raw: whoever prints them makes them safe. */
export interface Entry {
  /** Milliseconds since 1970. */
  readonly time: number
  readonly level: LogLevel
  /** Permanent id such as `chat/joined`; null where the words are none of ours and none of the original servers'. */
  readonly event: string | null
  /** What was said, with the lines that belong to it (a traceback, a text with line breaks). */
  readonly message: string
  readonly ip: string | null
  readonly user: string | null
  /** The other fields: of a JSON line its own, of a text line those that its words show. */
  readonly fields: Readonly<Record<string, unknown>>
  /** Path of the log, or `journal:` and the unit. */
  readonly file: string
  /** Where it begins, in bytes (of the unpacked text where the file is compressed); null in a journal. */
  readonly offset: number | null
}
