import { rootCauses } from '../../../doctor/causes.ts'
import type { CheckResult } from '../../../doctor/check.ts'
import type { CheckId } from '../../../doctor/check-ids.ts'
import type { Fix, Plan } from '../../../doctor/fix.ts'

/** After a fix its check finds the same trouble, another one, or none. */
export type Remains = 'same' | 'other' | 'nothing'

/** A finding that can be cured automatically. */
export interface Candidate {
  readonly check: CheckId
  readonly fix: Fix
  readonly plan: Plan
  /** The same for the same trouble, so that nothing is tried twice, and a later look knows it again. */
  readonly key: string
}

/**
 * What can be cured, root causes first and in their order; consequences have to wait for what explains them.
 *
 * @param hints  also what is only worth knowing, for checks that were asked for by name
 */
export function candidatesOf(results: readonly CheckResult[], hints: boolean): Candidate[] {
  const passed = hints ? results.filter(({ outcome }) => outcome === 'pass') : []
  return [...rootCauses(results), ...passed].flatMap(({ check, findings }) =>
    findings.flatMap(({ fix }) =>
      fix?.plan === undefined ? [] : [{ check: check.id, fix, plan: fix.plan, key: keyOf(fix.plan) }],
    ),
  )
}

/** What the check of a candidate finds now, whether or not something else explains it. */
export function whatRemains(results: readonly CheckResult[], { check, key }: Candidate): Remains {
  const now = results.find((result) => result.check.id === check)
  if (now === undefined) return 'nothing'
  const plans = now.findings.flatMap(({ fix }) => (fix?.plan === undefined ? [] : [fix.plan]))
  if (plans.some((plan) => keyOf(plan) === key)) return 'same'
  return now.outcome === 'pass' || now.outcome === 'skipped' ? 'nothing' : 'other'
}

/** One plan may be the cure of several checks. A process that comes back has another id, and is the same trouble. */
function keyOf(plan: Plan): string {
  const same = plan.do === 'stop-process' ? { ...plan, pid: 0 } : plan
  return JSON.stringify(same)
}
