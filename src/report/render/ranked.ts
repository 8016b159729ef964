import type { Verdict } from '../../doctor/verdict.ts'

type Result = Verdict['results'][number]

/** A result as a report shows it: under one check, or under several that the same thing kept from judging. */
export interface Shown extends Omit<Result, 'check'> {
  readonly check: string
}

/** What a report shows of a verdict, in its order: root causes, what they explain, what could not be judged. */
export function rankedResults({ results, causes }: Verdict): Shown[] {
  const found = results.filter(({ outcome }) => outcome === 'fail' || outcome === 'warn')
  return [
    ...causes.flatMap((id) => found.filter(({ check }) => check === id)),
    ...found.filter(({ check }) => !causes.includes(check)),
    ...oncePerReason(results.filter(({ outcome }) => outcome === 'unknown')),
  ]
}

/** One reason often keeps dozens of checks from judging, as for an ordinary user; it is said once. */
function oncePerReason(unknown: readonly Result[]): Shown[] {
  const byReason = Map.groupBy(unknown, ({ message, evidence, fix }) =>
    JSON.stringify([message, evidence, fix]),
  )
  return [...byReason.values()].flatMap(([first, ...more]) =>
    first === undefined ? [] : { ...first, check: [first, ...more].map(({ check }) => check).join(', ') },
  )
}
