import type { CheckId } from '../../../doctor/check-ids.ts'
import type { Risk } from '../../../doctor/fix.ts'

/** What came of a fix; in `--json` under `fixes`. */
export interface FixReport {
  readonly check: CheckId
  readonly outcome:
    | 'planned'
    | 'declined'
    | 'needs-yes'
    | 'needs-root'
    | 'impossible'
    | 'not-made'
    | 'half-made'
    | 'cured'
    | 'rolled-back'
    | 'not-cured'
    | 'interrupted'
  readonly summary: string
  readonly risk: Risk
  /** What was, or would have been, done. */
  readonly changes: readonly string[]
  /** Why it was not done, or did not help. */
  readonly why: string | null
  /** The same by hand. */
  readonly commands: readonly string[]
}
