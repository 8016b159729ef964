/** What repeated measurements come to: the middle one, and how far they lie from it in the middle. */
export interface Summary {
  readonly median: number
  /** Median absolute deviation. */
  readonly mad: number
  readonly runs: number
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}

export function summary(values: readonly number[]): Summary {
  const middle = median(values)
  return { median: middle, mad: median(values.map((value) => Math.abs(value - middle))), runs: values.length }
}

/**
 * Sums up values[i] / others[i], which were measured one after the other: what slows the machine down for a while slows both.
 */
export function ratio(values: readonly number[], others: readonly number[]): Summary {
  return summary(values.map((value, at) => value / (others[at] ?? Number.NaN)))
}

/**
 * Measures several subjects in turn, A B C, then C B A, and so on, so that none of them has the quieter time.
 *
 * @returns the results of each subject in the order of the rounds
 */
export async function alternate<Name extends string, T>(
  subjects: readonly Name[],
  rounds: number,
  measure: (subject: Name, round: number) => Promise<T>,
): Promise<Record<Name, T[]>> {
  const results = Object.fromEntries(subjects.map((name) => [name, [] as T[]])) as Record<Name, T[]>
  for (let round = 0; round < rounds; round++) {
    for (const name of round % 2 === 0 ? subjects : subjects.toReversed()) {
      results[name].push(await measure(name, round))
    }
  }
  return results
}
