import { type LogRecord, recordOf } from '../log-record.ts'
import { cutRecords, LONGEST_RECORD } from '../records/cut-records.ts'

const LF = 0x0a

/**
 * Makes records of bytes that come in pieces. A text record is held until the next one begins or nothing comes for a
 * while, because a traceback may follow it; a JSON record is whole with its line.
 */
export class RecordAssembler {
  readonly #file: string
  #held: Buffer = Buffer.alloc(0)
  #base = 0
  #last: LogRecord | undefined

  constructor(file: string) {
    this.#file = file
  }

  /** @param offset of `bytes` in the log */
  add(bytes: Buffer, offset: number): LogRecord[] {
    if (this.#held.length === 0) this.#base = offset
    this.#held = Buffer.concat([this.#held, bytes])
    return this.#taken(this.#held.lastIndexOf(LF) + 1, false)
  }

  /** Nothing has come for a while: what is held, up to its last whole line. */
  quiet(): LogRecord[] {
    return this.#taken(this.#held.lastIndexOf(LF) + 1, true)
  }

  /** Nothing will come any more: all that is held, a line without an end too. */
  rest(): LogRecord[] {
    return this.#taken(this.#held.length, true)
  }

  #taken(end: number, withLast: boolean): LogRecord[] {
    if (end === 0) return []
    const bytes = this.#held.subarray(0, end)
    const cuts = [...cutRecords(bytes, true)]
    const last = cuts.at(-1)
    const isWhole =
      withLast || last === undefined || last.kind === 'json' || end - last.start > LONGEST_RECORD
    const used = isWhole ? end : last.start
    const found = this.#before(bytes.subarray(0, Math.min(cuts[0]?.start ?? end, used)))
    for (const { start, end: behind } of isWhole ? cuts : cuts.slice(0, -1)) {
      found.push(recordOf(Buffer.from(bytes.subarray(start, behind)), this.#file, this.#base + start))
    }
    this.#last = found.at(-1) ?? this.#last
    this.#held = Buffer.from(this.#held.subarray(used))
    this.#base += used
    return found
  }

  /** Lines that come late belong to the record that was given out before them. */
  #before(lines: Buffer): LogRecord[] {
    const raw = Buffer.from(lines.at(-1) === LF ? lines.subarray(0, -1) : lines)
    const last = this.#last
    if (raw.length === 0 || last === undefined) return []
    const offset = this.#base
    return [
      { time: last.time, raw, entry: () => ({ ...last.entry(), message: raw.toString('utf8'), offset }) },
    ]
  }
}
