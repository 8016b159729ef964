import { systemctl } from '../doctor/systemctl.ts'
import type { Host } from '../host/host.ts'
import { render, t } from '../messages/index.ts'
import type { AlertEvent } from './alert.ts'
import type { Look } from './look.ts'
import { decideRestart, type RestartDecision, type RestartRule } from './restart-rule.ts'
import type { MonitorState } from './state.ts'

const HOUR_MS = 3_600_000
const RESET_MS = 10_000
/** Stopping takes as long as the unit allows. */
const RESTART_MS = 150_000

/** What came of asking whether to restart. */
export interface RestartOutcome {
  readonly state: MonitorState
  readonly events: readonly AlertEvent[]
  readonly restarted: boolean
}

/**
 * Restarts the unit where the rule says so. That it will be is written down before, so that a monitor that is killed meanwhile
 * counts it.
 *
 * @param remember  writes the state; where it throws, nothing is restarted: a limit that is not kept is none
 */
export async function restartIfNeeded(
  host: Host,
  look: Look,
  rule: RestartRule,
  state: MonitorState,
  remember: (state: MonitorState) => Promise<void>,
): Promise<RestartOutcome> {
  const nowMs = host.now()
  const unit = look.target.unitName
  const restarts = state.restarts.filter((at) => at > nowMs - HOUR_MS)
  const decision = decideRestart(look.facts, rule, restarts, nowMs)
  if (decision.do === 'nothing')
    return { state: { ...state, restarts, held: null }, events: [], restarted: false }
  if (decision.do === 'hold') return held({ ...state, restarts }, decision, unit, nowMs)
  const counted = { ...state, restarts: [...restarts, nowMs], held: null }
  try {
    await remember(counted)
  } catch (error) {
    const detail = (error as NodeJS.ErrnoException).code ?? String(error)
    const reason = { key: 'monitor.held.notKept', values: { detail } } as const
    return held({ ...state, restarts }, { ...decision, do: 'hold', reason }, unit, nowMs)
  }
  const problem = await restart(host, look)
  const why = t(`monitor.why.${decision.why}`)
  const event =
    problem === null
      ? newEvent(
          'restarted',
          'info',
          t('monitor.restarted', { unit, why, count: counted.restarts.length, limit: rule.limit }),
          nowMs,
        )
      : newEvent('restart-failed', 'error', t('monitor.restartFailed', { unit, why, detail: problem }), nowMs)
  return { state: counted, events: [event], restarted: problem === null }
}

/** Told once for each reason, not at every look. */
function held(
  state: MonitorState,
  { why, reason }: Extract<RestartDecision, { readonly do: 'hold' }>,
  unit: string,
  nowMs: number,
): RestartOutcome {
  if (state.held === reason.key) return { state, events: [], restarted: false }
  const message = t('monitor.heldBack', { unit, why: t(`monitor.why.${why}`), reason: render(reason) })
  const event = newEvent('restart-held', 'warning', message, nowMs)
  return { state: { ...state, held: reason.key }, events: [event], restarted: false }
}

const newEvent = (
  kind: AlertEvent['kind'],
  severity: AlertEvent['severity'],
  message: string,
  nowMs: number,
): AlertEvent => ({
  kind,
  check: null,
  severity,
  message,
  since: new Date(nowMs).toISOString(),
  commands: [],
})

/** @returns null when it runs again, else what systemd said */
async function restart(host: Host, { facts: { unit, self }, target }: Look): Promise<string | null> {
  const word = (verb: string) => {
    const name = `${target.unitName}.service`
    return unit.seen && self.seen
      ? systemctl(unit.value, self.value, verb, name)
      : (['systemctl', verb, name] as const)
  }
  // systemd has given it up after too many starts of its own: that counter is not ours.
  await host.run(word('reset-failed'), { timeoutMs: RESET_MS })
  const ran = await host.run(word('restart'), { timeoutMs: RESTART_MS })
  if (!ran.seen) return ran.detail
  return ran.value.exitCode === 0 ? null : (ran.value.stderr.trim().split('\n')[0] ?? '')
}
