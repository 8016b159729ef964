import type { RestorePlan } from '../../backup/restore-plan.ts'
import { ChatctlError } from '../../errors/chatctl-error.ts'
import { serverOf } from '../../facts/server-of.ts'
import type { Target } from '../../facts/target.ts'
import type { Host } from '../../host/host.ts'

const RELOAD_MS = 10_000
/** Stopping may take as long as a unit allows, and saying goodbye to everybody too. */
const RESTART_MS = 120_000

/** What a running server does not take up by itself; it watches its lists. */
export async function intoForceCommands(target: Target, { steps }: RestorePlan): Promise<string[]> {
  const has = (...roles: readonly string[]) =>
    steps.some(({ row, does }) => (does === 'create' || does === 'replace') && roles.includes(row.role))
  const { located } = await serverOf(target)
  const isRunning = located.state !== 'down' && located.state !== 'stale'
  return [
    ...(has('unit') ? ['sudo systemctl daemon-reload'] : []),
    ...(has('config', 'unit') && isRunning ? [restartCommand(target)] : []),
    ...(isRunning ? [] : ['chatctl doctor']),
  ]
}

function restartCommand({ unit, unitIsMeant, unitName, loaded }: Target): string {
  if (unit.seen && unitIsMeant && unit.value.launch !== null)
    return `${unit.value.facts.isOfUser ? 'systemctl --user' : 'sudo systemctl'} restart ${unitName}`
  return `chatctl reload${loaded.path === null ? '' : ` --config ${loaded.path}`}`
}

/**
 * Has systemd read the unit again and restart it.
 *
 * @returns true
 * @throws ChatctlError `backup/restart-failed`
 */
export async function restartService(host: Host, { unitName }: Target): Promise<true> {
  const steps = [
    { argv: ['systemctl', 'daemon-reload'] as const, timeoutMs: RELOAD_MS },
    { argv: ['systemctl', 'restart', `${unitName}.service`] as const, timeoutMs: RESTART_MS },
  ]
  for (const { argv, timeoutMs } of steps) {
    const ran = await host.run(argv, { timeoutMs })
    const detail = ran.seen ? ran.value.stderr.trim().split('\n')[0] : ran.detail
    if (!ran.seen || ran.value.exitCode !== 0)
      throw new ChatctlError('backup/restart-failed', { unit: unitName, detail: detail ?? '' })
  }
  return true
}
