import { LOG_LEVELS, type LogLevel, RANK } from '../../logging/level.ts'
import { printable } from '../printable.ts'
import type { Entry } from '../records/entry.ts'
import type { Counts, LogSummary, Trouble } from './summary.ts'
import { Tally } from './tally.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const MOST_ADDRESSES = 1000
const MOST_EVENTS = 500
const SHOWN = 100
const EXAMPLE_LENGTH = 300
/** Over less time than this the growth of a log says nothing. */
const SHORTEST_SPAN_MS = 600_000

/** Events below WARNING whose fields count. */
const TELLING = new Set([
  'server/started',
  'server/stopped',
  'server/ended',
  'chat/heartbeat-timeout',
  'door/banned',
  'door/full',
  'door/refused',
  'door/repeated',
])

class Counting {
  readonly levels = new Tally(LOG_LEVELS.length)
  readonly events = new Tally(MOST_EVENTS)

  add(level: LogLevel, event: string | null): void {
    this.levels.add(level)
    this.events.add(event ?? '?')
  }

  counts(): Counts {
    return { byLevel: this.levels.toObject(), byEvent: this.events.toObject() }
  }
}

const iso = (time: number) => (Number.isNaN(time) ? null : new Date(time).toISOString())
const addresses = (tally: Tally) => tally.top(SHOWN).map(([address, count]) => ({ address, count }))

/** Gathers what {@link LogSummary} tells; records may come in any order. */
export class SummaryCollector {
  readonly #now: number
  readonly #hour = new Counting()
  readonly #day = new Counting()
  readonly #troubles = new Map<string, Trouble & { readonly time: number }>()
  readonly #timeouts = new Tally(MOST_ADDRESSES)
  readonly #banned = new Tally(MOST_ADDRESSES)
  readonly #refused = new Tally(100)
  readonly #last = { start: Number.NaN, stop: Number.NaN, crash: Number.NaN, newest: Number.NaN }
  #oldest = Number.NaN
  #crash = ''
  #bytes = 0

  constructor(now: number) {
    this.#now = now
  }

  /** Oldest record counted so far. */
  get oldest(): number {
    return this.#oldest
  }

  /**
   * Counts one record.
   *
   * @param read reads it in full, which is done only where that tells more
   */
  add(time: number, level: LogLevel, event: string | null, bytes: number, read: () => Entry): void {
    this.#day.add(level, event)
    if (time > this.#now - HOUR_MS) this.#hour.add(level, event)
    this.#bytes += bytes
    if (!(this.#oldest <= time)) this.#oldest = time
    this.#note('newest', time)
    const grave = RANK[level] >= RANK.WARNING
    if (!grave && (event === null || !TELLING.has(event))) return
    const entry = read()
    if (grave) this.#trouble(entry)
    this.#tell(entry)
  }

  #note(which: 'start' | 'stop' | 'crash' | 'newest', time: number): boolean {
    if (this.#last[which] >= time) return false
    this.#last[which] = time
    return true
  }

  #trouble({ event, level, time, message }: Entry): void {
    const key = `${level} ${event}`
    const before = this.#troubles.get(key)
    const count = (before?.count ?? 0) + 1
    if (before !== undefined && before.time > time) {
      this.#troubles.set(key, { ...before, count })
      return
    }
    const line = printable(message.split('\n', 1)[0] ?? '')
    const example = line.length > EXAMPLE_LENGTH ? `${line.slice(0, EXAMPLE_LENGTH)}…` : line
    this.#troubles.set(key, { event, level, count, last: new Date(time).toISOString(), example, time })
  }

  #tell({ event, time, ip, fields, message }: Entry): void {
    const address = ip === null ? '?' : printable(ip)
    const count = typeof fields.count === 'number' ? fields.count : Number(fields.count ?? 1)
    switch (event) {
      case 'server/started':
        this.#note('start', time)
        break
      case 'server/stopped':
      case 'server/ended':
        this.#note('stop', time)
        break
      case 'server/crash':
        if (this.#note('crash', time)) this.#crash = printable(String(fields.error ?? message))
        break
      case 'chat/heartbeat-timeout':
        this.#timeouts.add(address)
        break
      case 'door/banned':
        this.#banned.add(address)
        this.#refused.add('banned')
        break
      case 'door/full':
        this.#refused.add('full')
        break
      case 'door/refused':
        this.#refused.add(printable(String(fields.reason ?? '?')))
        break
      case 'door/repeated':
        this.#refused.add(printable(String(fields.reason ?? '?')), count)
        break
    }
  }

  /** What was gathered. */
  result(): Omit<LogSummary, 'cut' | 'unreadable'> {
    const { start, stop, crash, newest } = this.#last
    const span = this.#now - this.#oldest
    return {
      hour: this.#hour.counts(),
      day: this.#day.counts(),
      troubles: [...this.#troubles.values()]
        .sort((a, b) => b.count - a.count)
        .map(({ time: _time, ...trouble }) => trouble),
      lastStart: iso(start),
      lastStop: iso(stop),
      lastCrash: Number.isNaN(crash) ? null : { time: iso(crash) ?? '', error: this.#crash },
      heartbeatTimeouts: addresses(this.#timeouts),
      refused: this.#refused.top(SHOWN).map(([reason, count]) => ({ reason, count })),
      bannedAsking: addresses(this.#banned),
      newestTime: iso(newest),
      bytesPerDay: span >= SHORTEST_SPAN_MS ? Math.round((this.#bytes / span) * DAY_MS) : null,
      levels: LOG_LEVELS.filter((level) => this.#day.counts().byLevel[level] !== undefined),
    }
  }
}
