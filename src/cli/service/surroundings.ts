import { ChatctlError } from '../../errors/chatctl-error.ts'
import type { Host } from '../../host/host.ts'
import { type Installation, installation } from '../../host/installation.ts'
import { liveHost } from '../../host/live-host.ts'
import { type Layout, SYSTEM_LAYOUT, userLayout } from '../../service/layout.ts'
import { needManager } from '../../service/systemctl.ts'
import { LockedError, withLock } from '../../store/lock-file.ts'
import { asRoot } from '../as-root.ts'
import { type Asking, askHere } from '../confirm.ts'
import type { Consent } from '../consent.ts'
import { undisturbed } from '../doctor/fixes/interruption.ts'

/** What every service command works with. */
export interface ServiceCommand {
  readonly host: Host
  readonly layout: Layout
  readonly here: Installation
  readonly asking: Asking
  readonly consent: Consent
  /** Prints a line beside the result. */
  readonly say: (text: string) => void
}

/** Time to find out that whoever left the lock behind has ended. */
const LOCK_MS = 1000

/** @param user  of this user's own systemd */
export function serviceCommand(user: boolean, consent: Consent, say: ServiceCommand['say']): ServiceCommand {
  const host = liveHost()
  const layout = user ? userLayout(host.env) : SYSTEM_LAYOUT
  return { host, layout, here: installation(), asking: askHere(), consent, say }
}

/**
 * Runs what changes the service: as root where it must be, with a manager to talk to, one at a time, and not torn by Ctrl+C:
 * the work gets a signal and comes to a clean end.
 *
 * @throws ChatctlError `service/needs-root`, `service/no-systemd`, `service/no-user-manager`, `service/busy`
 */
export async function changing<T>(
  command: ServiceCommand,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { host, layout } = command
  if (layout.scope === 'system' && host.uid !== 0)
    throw new ChatctlError('service/needs-root', { command: asRoot() })
  await needManager(host, layout.scope)
  const folder = layout.scope === 'user' ? host.env.XDG_RUNTIME_DIR : undefined
  const lock = folder === undefined ? layout.lock : `${folder}/chatctl-service.lock`
  try {
    return await undisturbed(async (signal) => await withLock(lock, LOCK_MS, async () => await work(signal)))
  } catch (error) {
    if (error instanceof LockedError) throw new ChatctlError('service/busy', { pid: error.pid })
    throw error
  }
}

/** A command of chatctl for this service, with what it needs before and behind. */
export function ownCommand({ host, layout }: Pick<ServiceCommand, 'host' | 'layout'>, words: string): string {
  if (layout.scope === 'user') return `chatctl ${words} --user`
  return `${host.uid === 0 ? '' : 'sudo '}chatctl ${words}`
}
