import { visible } from './escape.ts'
import type { LogEventId } from './events.ts'
import type { LogFields } from './fields.ts'
import type { LogLevel } from './level.ts'

/** One event as followers see it; texts are already safe to print on a terminal. */
export interface LogEntry {
  /** Local time, ISO 8601 with milliseconds and offset. */
  readonly time: string
  readonly level: LogLevel
  readonly event: LogEventId
  readonly ip?: string
  readonly user?: string
  readonly message: string
}

type Listener = (entry: LogEntry) => void

/** Those who watch events as they happen. One who throws is dropped. */
export class Followers {
  readonly #listeners = new Set<Listener>()

  get any(): boolean {
    return this.#listeners.size > 0
  }

  /** @returns what ends it */
  add(listener: Listener): () => void {
    // wrapped, so that one function subscribed twice is two followers
    const own: Listener = (entry) => listener(entry)
    this.#listeners.add(own)
    return () => void this.#listeners.delete(own)
  }

  /** @returns the errors of the listeners that were dropped */
  tell(time: string, level: LogLevel, event: LogEventId, fields: LogFields, message: string): unknown[] {
    const entry: LogEntry = {
      time,
      level,
      event,
      ...(fields.ip === undefined ? {} : { ip: fields.ip }),
      ...(fields.user === undefined ? {} : { user: visible(fields.user) }),
      message: visible(message),
    }
    const errors: unknown[] = []
    for (const listener of [...this.#listeners]) {
      try {
        listener(entry)
      } catch (error) {
        this.#listeners.delete(listener)
        errors.push(error)
      }
    }
    return errors
  }
}
