import { unitOf } from '../doctor/server-process.ts'
import { EXIT } from '../errors/ids.ts'
import type { Facts } from '../facts/facts.ts'
import type { UnitFacts } from '../facts/shapes/unit.ts'
import type { Message } from '../messages/index.ts'

/** When a server may be restarted without asking. */
export const RESTART_CASES = ['down', 'hung'] as const
export type RestartCase = (typeof RESTART_CASES)[number]

export interface RestartRule {
  readonly when: readonly RestartCase[]
  /** Restarts within an hour. */
  readonly limit: number
}

/** What is to be done about a server that is down or hangs. */
export type RestartDecision =
  | { readonly do: 'nothing' }
  | { readonly do: 'restart'; readonly why: RestartCase }
  /** It would be, but for a reason. */
  | { readonly do: 'hold'; readonly why: RestartCase; readonly reason: Message }

const HOUR_MS = 3_600_000

/**
 * Whether to restart. Not while systemd does it by itself, not what somebody has stopped on purpose, not with a configuration
 * that cannot be used, and not more often than allowed: what does not stay up is nothing that another restart would cure.
 *
 * @param restarts  times of earlier ones, in ms; they outlive the monitor
 */
export function decideRestart(
  facts: Facts,
  rule: RestartRule,
  restarts: readonly number[],
  nowMs: number,
): RestartDecision {
  const why = caseOf(facts)
  if (why === null || !rule.when.includes(why)) return { do: 'nothing' }
  const unit = unitOf(facts)
  const hold = (key: Message['key'], values: Message['values'] = {}): RestartDecision => ({
    ...{ do: 'hold', why, reason: { key, values } },
  })
  if (unit === null || unit.loadState !== 'loaded') return hold('monitor.held.noService')
  if (facts.self.seen && !facts.self.value.unitIsMeant) return hold('monitor.held.noService')
  if (why === 'down') {
    if (['activating', 'deactivating', 'reloading'].includes(unit.activeState)) return { do: 'nothing' }
    if (isOnPurpose(unit)) return hold('monitor.held.onPurpose', { unit: unit.name })
    if (facts.config.seen && !facts.config.value.usable) return hold('monitor.held.badConfig')
  }
  const recent = restarts.filter((at) => at > nowMs - HOUR_MS)
  if (recent.length >= rule.limit) return hold('monitor.held.limit', { count: recent.length })
  return { do: 'restart', why }
}

/** A unit that does not say that 143 is no failure shows a stop as one. */
function isOnPurpose({ activeState, result, exitCode }: UnitFacts): boolean {
  if (activeState === 'inactive') return result === 'success'
  return activeState === 'failed' && result === 'exit-code' && exitCode === EXIT.terminated
}

/** What the server is like; null where it is neither, or that cannot be told. */
export function caseOf({ live, unit, processes }: Facts): RestartCase | null {
  if (!live.seen) return null
  const { state } = live.value
  if (state === 'hung') return 'hung'
  // Who may not look into the server's folders still sees what systemd says.
  if (state === 'denied' && unit.seen && unit.value.activeState === 'failed') return 'down'
  if (state !== 'down' && state !== 'stale') return null
  // One whose control socket is elsewhere, or an original server.
  if (unit.seen && unit.value.activeState === 'active' && unit.value.mainPid > 0) return null
  if (processes.seen && processes.value.some(({ isMeant, state: ofProcess }) => isMeant && ofProcess !== 'Z'))
    return null
  return 'down'
}
