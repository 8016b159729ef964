import type { Outcome } from '../../doctor/check.ts'
import type { CheckId } from '../../doctor/check-ids.ts'
import type { Verdict } from '../../doctor/verdict.ts'

/** How one verdict differs from an earlier one. */
export interface VerdictDiff {
  readonly outcome: { readonly before: Verdict['outcome']; readonly after: Verdict['outcome'] }
  readonly changed: readonly {
    readonly check: CheckId
    readonly before: Outcome | null
    readonly after: Outcome | null
    /** What it says now, or said before it went. */
    readonly message: string
  }[]
}

/** Compares verdicts, not texts: a check is listed when its outcome is another. */
export function diffVerdicts(before: Verdict, after: Verdict): VerdictDiff {
  const ids = [...new Set([...before.results, ...after.results].map(({ check }) => check))]
  const changed = ids.flatMap((check) => {
    const old = before.results.find((result) => result.check === check)
    const now = after.results.find((result) => result.check === check)
    if (old?.outcome === now?.outcome) return []
    const isFound = now?.outcome === 'fail' || now?.outcome === 'warn'
    return [
      {
        check,
        before: old?.outcome ?? null,
        after: now?.outcome ?? null,
        message: (isFound ? now : (old ?? now))?.message ?? '',
      },
    ]
  })
  return { outcome: { before: before.outcome, after: after.outcome }, changed }
}
