import { monitorEventLoopDelay } from 'node:perf_hooks'

const RESOLUTION_MS = 50
/** Figures are of the current window; so an old stall does not colour them for ever. */
const WINDOW_MS = 5 * 60_000

/** How late the event loop comes to its work: the measure of a busy server. */
export class EventLoopDelay {
  readonly #histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  readonly #window: NodeJS.Timeout

  constructor() {
    this.#histogram.enable()
    this.#window = setInterval(() => this.#histogram.reset(), WINDOW_MS).unref()
  }

  /** Milliseconds, over the last minutes. */
  read(): { readonly p50: number; readonly p99: number; readonly max: number } {
    const { max } = this.#histogram
    return {
      p50: lateness(this.#histogram.percentile(50)),
      p99: lateness(this.#histogram.percentile(99)),
      max: lateness(max),
    }
  }

  close(): void {
    clearInterval(this.#window)
    this.#histogram.disable()
  }
}

/** The histogram holds the time between two samples, in nanoseconds, the interval included. */
function lateness(nanoseconds: number): number {
  return Math.max(0, Math.round(nanoseconds / 1e4 - RESOLUTION_MS * 100) / 100)
}
