/** A straight line through points, of which a few may lie far off it. */
export interface Trend {
  /** Units an hour. */
  readonly perHour: number
  /** Time that the points span, in hours. */
  readonly hours: number
  /** On the line, at the first and the last point. */
  readonly first: number
  readonly last: number
}

const MOST_POINTS = 120
const HOUR_MS = 3_600_000

/**
 * The Theil-Sen line: the median of the slopes of all pairs, so that peaks and a collection of garbage do not tilt it.
 *
 * @param points  oldest first; `at` in ms
 * @returns null for fewer than three of them
 */
export function trendOf(points: readonly { readonly at: number; readonly value: number }[]): Trend | null {
  const step = Math.max(1, Math.ceil(points.length / MOST_POINTS))
  const few = points.filter((_point, index) => index % step === 0)
  const [first, last] = [few[0], few.at(-1)]
  if (few.length < 3 || first === undefined || last === undefined) return null
  const slopes = few.flatMap((one, index) =>
    few.slice(index + 1).map((other) => (other.value - one.value) / (other.at - one.at)),
  )
  const slope = median(slopes.filter(Number.isFinite))
  const start = median(few.map(({ at, value }) => value - slope * (at - first.at)))
  const span = last.at - first.at
  return { perHour: slope * HOUR_MS, hours: span / HOUR_MS, first: start, last: start + slope * span }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2
}
