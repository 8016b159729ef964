import type { LogRecord } from '../log-record.ts'

/** Collects what comes from a stream until somebody takes it. */
export class Arrivals {
  #waiting: LogRecord[] = []

  constructor(records: AsyncIterable<LogRecord>) {
    void this.#collect(records)
  }

  take(): LogRecord[] {
    const taken = this.#waiting
    this.#waiting = []
    return taken
  }

  async #collect(records: AsyncIterable<LogRecord>): Promise<void> {
    for await (const record of records) this.#waiting.push(record)
  }
}
