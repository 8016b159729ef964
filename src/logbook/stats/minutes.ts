import type { StatsReport } from './report.ts'

const MINUTE_MS = 60_000
/** More spans than that are not kept: two and two become one. */
const MOST_SPANS = 100_000

type Counts = [all: number, warnings: number, errors: number]

/** Records over time, in spans of a minute until there are too many, and the busiest minute. */
export class Minutes {
  #spans = new Map<number, Counts>()
  /** Minutes per span: a power of two. */
  #width = 1
  #busiest = { minute: Number.NaN, count: 0 }

  add(minutes: ReadonlyMap<number, readonly [number, number, number]>): void {
    for (const [minute, counts] of minutes) {
      const span = Math.floor(minute / this.#width)
      const known = this.#spans.get(span)
      if (known === undefined) this.#spans.set(span, [...counts])
      else for (let index = 0; index < 3; index++) known[index] = (known[index] ?? 0) + (counts[index] ?? 0)
      const count = this.#width === 1 ? (this.#spans.get(span)?.[0] ?? 0) : counts[0]
      const { count: most, minute: when } = this.#busiest
      // Of several, the first, in whatever order the parts come.
      if (count > most || (count === most && minute < when)) this.#busiest = { minute, count }
      if (this.#spans.size > MOST_SPANS) this.#coarsen()
    }
  }

  get busiest(): StatsReport['busiestMinute'] {
    const { minute, count } = this.#busiest
    return count === 0 ? null : { time: new Date(minute * MINUTE_MS).toISOString(), entries: count }
  }

  /** Equal bars from `first` to `last`; as long as a whole number of spans. */
  histogram(first: number, last: number, most: number): StatsReport['histogram'] {
    if (Number.isNaN(first)) return { seconds: 60, bars: [] }
    const spanMs = this.#width * MINUTE_MS
    const begin = Math.floor(first / spanMs)
    const spans = Math.floor(last / spanMs) - begin + 1
    const each = niceSpans(Math.ceil(spans / most), this.#width)
    const bars = Array.from({ length: Math.ceil(spans / each) }, (_, index) => ({
      time: new Date((begin + index * each) * spanMs).toISOString(),
      entries: 0,
      warnings: 0,
      errors: 0,
    }))
    for (const [span, [all, warnings, errors]] of this.#spans) {
      const bar = bars[Math.floor((span - begin) / each)]
      if (bar === undefined) continue
      bar.entries += all
      bar.warnings += warnings
      bar.errors += errors
    }
    return { seconds: (each * spanMs) / 1000, bars }
  }

  #coarsen(): void {
    const finer = this.#spans
    this.#spans = new Map()
    this.#width *= 2
    for (const [span, counts] of finer) {
      const wide = Math.floor(span / 2)
      const known = this.#spans.get(wide)
      if (known === undefined) this.#spans.set(wide, counts)
      else for (let index = 0; index < 3; index++) known[index] = (known[index] ?? 0) + (counts[index] ?? 0)
    }
  }
}

/** Minutes that people count in. */
const NICE = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10_080, 43_200]

function niceSpans(least: number, width: number): number {
  if (width > 1) return least
  return NICE.find((minutes) => minutes >= least) ?? least
}
