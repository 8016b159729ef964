import { LOG_LEVELS, type LogLevel } from '../../logging/level.ts'
import { printable } from '../printable.ts'
import { COUNTED, type Counted, type StatsPart } from './collector.ts'
import { Minutes } from './minutes.ts'
import { type Seen, SeenByKey } from './seen.ts'

/** ISO 8601 times of the first and the last one, and how many there were. */
interface Counted_ {
  readonly count: number
  readonly first: string
  readonly last: string
}

/** What `logs --stats` tells. Texts are safe to print; lists are ordered by count. */
export interface StatsReport {
  readonly entries: number
  /** ISO 8601; null where there are no entries. */
  readonly first: string | null
  readonly last: string | null
  readonly levels: Readonly<Partial<Record<LogLevel, number>>>
  /** By permanent id; null where the words are none of ours and none of the original servers'. */
  readonly events: readonly (Counted_ & { readonly event: string | null })[]
  /** Equal spans of time from the first entry to the last, at most as many as were asked for. */
  readonly histogram: {
    readonly seconds: number
    readonly bars: readonly {
      readonly time: string
      readonly entries: number
      readonly warnings: number
      readonly errors: number
    }[]
  }
  readonly busiestMinute: { readonly time: string; readonly entries: number } | null
  readonly addresses: readonly (Counted_ & { readonly address: string })[]
  readonly users: readonly (Counted_ & { readonly user: string })[]
  /** WARNING and above, by event and what their texts have in common. */
  readonly errors: readonly (Counted_ & {
    readonly level: LogLevel
    readonly event: string | null
    readonly template: string
  })[]
  readonly heartbeatTimeouts: readonly (Counted_ & { readonly address: string })[]
  readonly refused: readonly (Counted_ & { readonly reason: string })[]
}

const MOST_KEYS = 50_000
const iso = (time: number) => new Date(time).toISOString()
const counted = ({ count, first, last }: Seen): Counted_ => ({ count, first: iso(first), last: iso(last) })

/** Adds up parts, which come in the order of time. */
export class StatsSum {
  readonly #levels = [0, 0, 0, 0, 0]
  readonly #counts = Object.fromEntries(COUNTED.map((name) => [name, new SeenByKey(MOST_KEYS)])) as Record<
    Counted,
    SeenByKey
  >
  readonly #minutes = new Minutes()
  #first = Number.NaN
  #last = Number.NaN

  add({ levels, counts, minutes, first, last }: StatsPart): void {
    for (const [index, count] of levels.entries()) this.#levels[index] = (this.#levels[index] ?? 0) + count
    for (const name of COUNTED) this.#counts[name].merge(counts[name])
    this.#minutes.add(minutes)
    if (!(first >= this.#first)) this.#first = Number.isNaN(first) ? this.#first : first
    if (!(last <= this.#last)) this.#last = Number.isNaN(last) ? this.#last : last
  }

  /**
   * @param most entries of each list
   * @param bars of the histogram at most
   */
  report(most: number, bars: number): StatsReport {
    const top = (name: Counted) => this.#counts[name].top(most)
    const isEmpty = Number.isNaN(this.#first)
    return {
      entries: this.#levels.reduce((sum, count) => sum + count, 0),
      first: isEmpty ? null : iso(this.#first),
      last: isEmpty ? null : iso(this.#last),
      levels: Object.fromEntries(
        LOG_LEVELS.map((level, index) => [level, this.#levels[index] ?? 0] as const).filter(
          ([, count]) => count > 0,
        ),
      ),
      events: top('events').map(([event, seen]) => ({ event: idOf(event), ...counted(seen) })),
      histogram: this.#minutes.histogram(this.#first, this.#last, bars),
      busiestMinute: this.#minutes.busiest,
      addresses: top('addresses').map(([address, seen]) => ({
        address: printable(address),
        ...counted(seen),
      })),
      users: top('users').map(([user, seen]) => ({ user: printable(user), ...counted(seen) })),
      errors: top('errors').map(([key, seen]) => ({ ...errorOf(key), ...counted(seen) })),
      heartbeatTimeouts: top('timeouts').map(([address, seen]) => ({
        address: printable(address),
        ...counted(seen),
      })),
      refused: top('refused').map(([reason, seen]) => ({ reason: printable(reason), ...counted(seen) })),
    }
  }
}

const idOf = (event: string) => (event === '?' ? null : printable(event))

function errorOf(key: string) {
  const [level = '', event = '', ...words] = key.split(' ')
  return { level: level as LogLevel, event: idOf(event), template: printable(words.join(' ')) }
}
