import type { CheckResult } from './check.ts'
import type { CheckId } from './check-ids.ts'

const isTrouble = ({ outcome }: CheckResult) => outcome === 'fail' || outcome === 'warn'

/**
 * Lets findings explain each other: one that a check `clears`, directly or through others, is a consequence of it as long
 * as both are found. A warning does not explain a failure.
 */
export function explain(results: readonly CheckResult[]): CheckResult[] {
  const troubled = new Map(results.filter(isTrouble).map((result) => [result.check.id, result]))
  return results.map((result) => {
    if (!isTrouble(result)) return result
    const explainedBy = [...troubled.values()]
      .filter((cause) => cause !== result && !(cause.outcome === 'warn' && result.outcome === 'fail'))
      .filter((cause) => consequencesOf(cause.check.id, troubled).has(result.check.id))
      .map((cause) => cause.check.id)
    return { ...result, explainedBy }
  })
}

/** Root causes, the likeliest first: failures before warnings, then what explains most, then the order of the catalogue. */
export function rootCauses(results: readonly CheckResult[]): CheckResult[] {
  const weight = (result: CheckResult) =>
    results.filter(({ explainedBy }) => explainedBy.includes(result.check.id)).length
  return results
    .filter((result) => isTrouble(result) && result.acknowledged === null && result.explainedBy.length === 0)
    .map((result, order) => ({
      result,
      order,
      rank: result.outcome === 'fail' ? 0 : 1,
      weight: weight(result),
    }))
    .sort((a, b) => a.rank - b.rank || b.weight - a.weight || a.order - b.order)
    .map(({ result }) => result)
}

/** What else is found and would go away with a cause. */
export function consequences(cause: CheckResult, results: readonly CheckResult[]): CheckResult[] {
  return results.filter(({ explainedBy }) => explainedBy.includes(cause.check.id))
}

function consequencesOf(id: CheckId, troubled: ReadonlyMap<CheckId, CheckResult>): Set<CheckId> {
  const reached = new Set<CheckId>()
  const queue = [id]
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const cleared of troubled.get(next)?.check.clears ?? []) {
      if (reached.has(cleared) || cleared === id || !troubled.has(cleared)) continue
      reached.add(cleared)
      queue.push(cleared)
    }
  }
  return reached
}
