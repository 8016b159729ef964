import { LOG_LEVELS } from '../../logging/level.ts'
import type { Oddity } from '../oddity.ts'
import type { Query } from '../query/query.ts'
import { Screen } from '../query/screen.ts'
import type { Cut } from '../records/cut-records.ts'
import { StatsCollector, type StatsPart } from '../stats/collector.ts'
import { Inspector } from './inspector.ts'
import type { Segment } from './segments.ts'
import type { Sink } from './sink.ts'
import { walkFile } from './walk-file.ts'
import { Walker, type WalkerOptions } from './walker.ts'

/** What a thread is asked to find out about a segment of a plain log. */
export interface Job {
  /** Of the open log; the threads of a process share it. */
  readonly fd: number
  /** Bytes that belong to the log; what was written later does not. */
  readonly size: number
  readonly segment: Segment
  readonly query: Query
  readonly want: 'count' | 'places' | 'stats'
}

/** The answer to a {@link Job}. */
export interface Found {
  readonly count: number
  /** Records that were seen, whether they match or not. */
  readonly records: number
  readonly oddities: readonly (readonly [Oddity['kind'], number])[]
  /** Start and end of each record that matches, in order; with `want: 'places'`. */
  readonly places: Float64Array
  /** With `want: 'stats'`. */
  readonly stats: StatsPart | null
}

/** Does a job in this thread. */
export function runJob({ fd, size, segment, query, want }: Job): Found {
  const search = new Search(query, want, segment.end)
  walkFile(fd, search.walker, segment.from, size)
  return search.found()
}

/** One walk over a log or a part of one, and what it found. */
export class Search {
  readonly walker: Walker
  readonly inspector = new Inspector()
  readonly #stats: StatsCollector | null
  readonly #places: Places | null
  #count = 0

  constructor(query: Query, want: Job['want'], end?: number) {
    const screen = new Screen(query)
    const stats = want === 'stats' ? new StatsCollector() : null
    const places = want === 'places' ? new Places() : null
    this.#stats = stats
    this.#places = places
    const sink: Sink = {
      take: (bytes, cut, base) => {
        if (!screen.passes(bytes, cut)) return
        this.#count++
        if (places !== null) places.add(cut, base)
        else if (stats !== null) stats.take(bytes, cut)
      },
    }
    this.walker = walkerFor(query, sink, { inspector: this.inspector, ...(end !== undefined && { end }) })
  }

  found(): Found {
    return {
      count: this.#count,
      records: this.walker.records,
      oddities: this.inspector.found,
      places: this.#places?.toArray() ?? new Float64Array(),
      stats: this.#stats?.part() ?? null,
    }
  }
}

/** A walker that passes over what level and time exclude. */
export function walkerFor(
  { level, since, until }: Query,
  sink: Sink,
  options: Partial<WalkerOptions> = {},
): Walker {
  return new Walker({
    ...options,
    sink,
    ...(level !== undefined && { lowest: LOG_LEVELS.indexOf(level) }),
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
  })
}

class Places {
  #places = new Float64Array(1024)
  #length = 0

  add({ start, end }: Cut, base: number): void {
    if (this.#length === this.#places.length) {
      const larger = new Float64Array(this.#length * 2)
      larger.set(this.#places)
      this.#places = larger
    }
    this.#places[this.#length++] = base + start
    this.#places[this.#length++] = base + end
  }

  toArray(): Float64Array {
    return this.#places.slice(0, this.#length)
  }
}
