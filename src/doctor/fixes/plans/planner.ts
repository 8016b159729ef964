import type { Facts } from '../../../facts/facts.ts'
import type { Target } from '../../../facts/target.ts'
import type { Host } from '../../../host/host.ts'
import type { Fix, Plan } from '../../fix.ts'
import type { Workpiece } from '../workpiece.ts'

/** The machine and the server that a plan is for. */
export interface Site {
  readonly host: Host
  readonly target: Target
  readonly facts: Facts
}

type PlanOf<Kind extends Plan['do']> = Extract<Plan, { readonly do: Kind }>

/**
 * Turns a plan into changes, by looking only.
 *
 * @throws FixProblem where it cannot be done, and the system's errors
 */
export type Planner<Kind extends Plan['do']> = (
  plan: PlanOf<Kind>,
  piece: Workpiece,
  site: Site,
  fix: Fix,
) => Promise<void>
