import { createHistogram } from 'node:perf_hooks'

/** Milliseconds. */
export interface LatencySummary {
  readonly samples: number
  readonly mean: number
  readonly p50: number
  readonly p90: number
  readonly p99: number
  readonly p999: number
  readonly max: number
}

/** Times of any number in little memory, to three figures; counted in microseconds. */
export class Latencies {
  readonly #histogram = createHistogram({ lowest: 1, highest: 3_600_000_000, figures: 3 })

  add(ms: number): void {
    this.#histogram.record(Math.max(1, Math.round(ms * 1000)))
  }

  /** Null while there are none. */
  summary(): LatencySummary | null {
    const { count, mean, max } = this.#histogram
    if (count === 0) return null
    const at = (percent: number) => this.#histogram.percentile(percent) / 1000
    return {
      samples: count,
      mean: Math.round(mean) / 1000,
      p50: at(50),
      p90: at(90),
      p99: at(99),
      p999: at(99.9),
      max: max / 1000,
    }
  }
}
