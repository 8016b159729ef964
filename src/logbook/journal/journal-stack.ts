import type { LogRecord } from '../log-record.ts'
import type { Oddity } from '../oddity.ts'
import { matches, type Query } from '../query/query.ts'
import type { Stack } from '../stack.ts'
import { StatsCollector, type StatsPart } from '../stats/collector.ts'
import { goesOn, type JournalLine, journalRecord, readJournalLine } from './journal-line.ts'
import { journalctl } from './journalctl.ts'

/** Lines that are looked through from the newest on, at most; a journal is no place for years of chat. */
const MOST_LINES = 200_000

export interface JournalOptions {
  readonly unit: string
  readonly signal: AbortSignal
  readonly onOddity: (oddity: Oddity) => void
  /** Whether the log file is read as well: what stands in both is left to it then. */
  readonly besideFile: boolean
  /** Instead of `journalctl`. */
  readonly program?: string
}

/** A record of the journal has so many lines at most. */
const MOST_IN_RECORD = 500

/** The journal of a systemd unit. */
export class JournalStack implements Stack {
  readonly #options: JournalOptions
  readonly #file: string

  constructor(options: JournalOptions) {
    this.#options = options
    this.#file = `journal:${options.unit}`
  }

  async count(query: Query): Promise<number> {
    let count = 0
    for await (const _ of this.all(query)) count++
    return count
  }

  async *stats(query: Query): AsyncGenerator<StatsPart> {
    const collector = new StatsCollector()
    for await (const record of this.all(query)) collector.entry(record.entry())
    yield collector.part()
  }

  async *all(query: Query): AsyncGenerator<LogRecord> {
    for await (const record of this.#records(this.#lines(['--all', ...during(query)]))) {
      if (matches(record.entry(), query)) yield record
    }
  }

  async newest(query: Query, most: number): Promise<LogRecord[]> {
    const lines: JournalLine[] = []
    let found: LogRecord[] = []
    let next = most * 2
    for await (const line of this.#lines(['--all', '--reverse', ...during(query)])) {
      lines.push(line)
      if (lines.length < next && lines.length < MOST_LINES) continue
      found = await this.#matching(lines, query)
      // One more than asked for: the oldest may lack its beginning.
      if (found.length > most || lines.length >= MOST_LINES) return found.slice(-most)
      next = lines.length * 2
    }
    return (await this.#matching(lines, query)).slice(-most)
  }

  /** Follows what is written from now on, until the signal; each line at once, since nobody knows whether it goes on. */
  async *follow(): AsyncGenerator<LogRecord> {
    for await (const line of this.#lines(['--all', '--follow', '--lines=0'])) {
      yield journalRecord([line], this.#file)
    }
  }

  async #matching(newestFirst: readonly JournalLine[], query: Query): Promise<LogRecord[]> {
    const found: LogRecord[] = []
    for await (const record of this.#records([...newestFirst].reverse())) {
      if (matches(record.entry(), query)) found.push(record)
    }
    return found
  }

  async *#records(lines: AsyncIterable<JournalLine> | Iterable<JournalLine>): AsyncGenerator<LogRecord> {
    let group: JournalLine[] = []
    let soFar = ''
    for await (const line of lines) {
      const before = group.at(-1)
      if (before !== undefined && (group.length >= MOST_IN_RECORD || !goesOn(before, soFar, line))) {
        yield journalRecord(group, this.#file)
        group = []
        soFar = ''
      }
      group.push(line)
      soFar += `${soFar === '' ? '' : '\n'}${line.message.toString('utf8')}`
    }
    if (group.length > 0) yield journalRecord(group, this.#file)
  }

  async *#lines(args: readonly string[]): AsyncGenerator<JournalLine> {
    const { unit, signal, onOddity, besideFile, program } = this.#options
    const onTrouble = (code: string) => onOddity({ kind: 'unreadable', file: this.#file, offset: 0, code })
    for await (const text of journalctl([`--unit=${unit}`, ...args], { signal, onTrouble, program })) {
      const line = readJournalLine(text)
      if (line === undefined) continue
      // That the log cannot be written is told to the journal because the log may not have it.
      const isInFile = line.event !== null && !line.event.startsWith('log/')
      if (!besideFile || !isInFile) yield line
    }
  }
}

/** journalctl's own limits in whole seconds around those of the query, which is exact. */
function during({ since, until }: Query): string[] {
  return [
    ...(since === undefined ? [] : [`--since=@${Math.floor(since / 1000)}`]),
    ...(until === undefined ? [] : [`--until=@${Math.ceil(until / 1000)}`]),
  ]
}
