import type { Verdict } from '../../doctor/verdict.ts'

/** What a report shows of a verdict, in its order: root causes, what they explain, what could not be judged. */
export function rankedResults({ results, causes }: Verdict): Verdict['results'][number][] {
  const found = results.filter(({ outcome }) => outcome === 'fail' || outcome === 'warn')
  return [
    ...causes.flatMap((id) => found.filter(({ check }) => check === id)),
    ...found.filter(({ check }) => !causes.includes(check)),
    ...results.filter(({ outcome }) => outcome === 'unknown'),
  ]
}
