/** Milliseconds for the whole of an exchange, or the longest silence in it. */
export type TimeLimit = { readonly totalMs: number } | { readonly silenceMs: number }

/** Watches a {@link TimeLimit}. */
export interface Clock {
  /** A reader takes his time: that is no silence of the server's. */
  pause(): void
  resume(): void
  stop(): void
}

/** Starts to watch; `expired` is called once at most unless the clock is stopped. */
export function limitClock(limit: TimeLimit, expired: () => void): Clock {
  const total = 'totalMs' in limit
  const start = () => setTimeout(expired, total ? limit.totalMs : limit.silenceMs)
  let timer = start()
  const stop = () => clearTimeout(timer)
  const resume = () => {
    stop()
    timer = start()
  }
  return total ? { pause: () => {}, resume: () => {}, stop } : { pause: stop, resume, stop }
}
