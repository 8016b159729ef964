import type { CheckResult } from '../doctor/check.ts'
import type { CheckId } from '../doctor/check-ids.ts'
import { render } from '../messages/index.ts'

/** What one look says of one check. */
export interface Seen {
  /** `hold`: it could not be seen, which says nothing; what was known before stays. */
  readonly state: 'ok' | 'warn' | 'fail' | 'hold'
  /** Another finding is behind it: then that one is told. */
  readonly explained: boolean
  readonly message: string
  readonly commands: readonly string[]
}

export type SeenChecks = ReadonlyMap<CheckId, Seen>

/**
 * What a look says of every check. Unknown is not healthy; and while the server is down, what cannot be asked of it is no
 * better than it was.
 */
export function seenChecks(results: readonly CheckResult[], serverIsUp: boolean): Map<CheckId, Seen> {
  return new Map(
    results.map(({ check, outcome, findings, explainedBy, acknowledged }) => {
      const fixes = findings.flatMap(({ fix }) => (fix ? [...fix.commands] : []))
      const seen: Seen = {
        state: stateOf(outcome, acknowledged !== null, serverIsUp),
        explained: explainedBy.length > 0,
        message: findings.map(({ message }) => render(message)).join('\n'),
        commands: [...new Set(fixes)],
      }
      return [check.id, seen]
    }),
  )
}

function stateOf(outcome: CheckResult['outcome'], isKnown: boolean, serverIsUp: boolean): Seen['state'] {
  if (outcome === 'warn' || outcome === 'fail') return isKnown ? 'ok' : outcome
  if (outcome === 'unknown' || (outcome === 'skipped' && !serverIsUp)) return 'hold'
  return 'ok'
}

/** What two looks in a row agree on: a moment's trouble is none. Where they differ the second one holds nothing against it. */
export function confirmed(first: SeenChecks, second: SeenChecks): Map<CheckId, Seen> {
  return new Map(
    [...second].map(([id, seen]) => {
      const before = first.get(id)?.state
      const isNew = isBad(seen.state) && before !== undefined && !isBad(before)
      return [id, isNew ? { ...seen, state: 'hold' as const } : seen]
    }),
  )
}

export const isBad = (state: Seen['state']): state is 'warn' | 'fail' => state === 'warn' || state === 'fail'
