import { ChatctlError } from '../errors/chatctl-error.ts'
import type { Host } from '../host/host.ts'
import type { Layout } from './layout.ts'
import { showUnit, type UnitNow } from './show-unit.ts'
import { systemctl, typed } from './systemctl.ts'

export type Verb = 'start' | 'stop' | 'restart'

/** What came of it; `in-place`: there was nothing to do. */
export interface PowerResult {
  readonly verb: Verb
  readonly outcome: 'done' | 'in-place' | 'failed'
  /** What was run, as it is typed. */
  readonly commands: readonly string[]
  readonly unit: UnitNow
  /** What systemctl said; null where all is well. */
  readonly detail: string | null
}

/** Longer than the unit gives the server, so that systemd's own judgement is heard. */
const PATIENCE_MS = { start: 75_000, restart: 100_000, stop: 40_000 } as const

/**
 * Starts, stops or restarts a unit and waits for what comes of it.
 *
 * @throws ChatctlError `service/not-installed`, `service/command-failed`
 */
export async function power(
  host: Host,
  { scope }: Pick<Layout, 'scope'>,
  name: string,
  verb: Verb,
): Promise<PowerResult> {
  const before = await must(host, scope, name)
  if (before.loadState === 'not-found') throw new ChatctlError('service/not-installed', { unit: name })
  const isUp = before.activeState === 'active' || before.activeState === 'reloading'
  if (verb === 'start' && isUp) return { verb, outcome: 'in-place', commands: [], unit: before, detail: null }
  if (verb === 'stop' && ['inactive', 'failed'].includes(before.activeState))
    return { verb, outcome: 'in-place', commands: [], unit: before, detail: null }
  const argv = systemctl(scope, verb, name)
  // After too many failures systemd would refuse even a start by hand.
  const first = verb !== 'stop' && (before.activeState === 'failed' || before.restarts > 0)
  const clear = systemctl(scope, 'reset-failed', name)
  if (first) await host.run(clear, { timeoutMs: 10_000 })
  const asked = await host.run(argv, { timeoutMs: PATIENCE_MS[verb] })
  const unit = await must(host, scope, name)
  const commands = [...(first ? [typed(clear)] : []), typed(argv)]
  const isWell = verb === 'stop' ? unit.mainPid === 0 : unit.activeState === 'active'
  const said = asked.seen ? asked.value.stderr.trim().split('\n')[0] : asked.detail
  if (isWell) return { verb, outcome: 'done', commands, unit, detail: null }
  return { verb, outcome: 'failed', commands, unit, detail: said || unit.result }
}

async function must(host: Host, scope: Layout['scope'], name: string): Promise<UnitNow> {
  const unit = await showUnit(host, scope, name)
  if (unit.seen) return unit.value
  throw new ChatctlError('service/command-failed', { command: unit.from.source, detail: unit.detail })
}
