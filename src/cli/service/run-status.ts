import { ChatctlError } from '../../errors/chatctl-error.ts'
import { EXIT } from '../../errors/ids.ts'
import { serviceState } from '../../service/status.ts'
import { needManager } from '../../service/systemctl.ts'
import { stateOf } from './next-commands.ts'
import type { Printing } from './run-power.ts'
import { statusDocument } from './status-document.ts'
import { serviceStatusScreen } from './status-screen.ts'
import { serviceCommand } from './surroundings.ts'

/**
 * `chatctl service status`.
 *
 * @returns the exit code: 0 only where the service runs and answers
 * @throws ChatctlError `service/no-systemd`, `service/no-user-manager`, `service/command-failed`
 */
export async function runStatus(
  { unit, user }: { readonly unit: string; readonly user: boolean },
  { print, note }: Printing,
): Promise<number> {
  const { host, layout, here } = serviceCommand(user, 'nothing', note)
  await needManager(host, layout.scope)
  const state = await serviceState(host, layout, unit, here)
  if ('unseen' in state)
    throw new ChatctlError('service/command-failed', {
      command: `systemctl show ${unit}`,
      detail: state.unseen,
    })
  print(statusDocument(state, layout, host.uid), () => serviceStatusScreen(state, layout, host.uid))
  return ['active', 'reloading'].includes(stateOf(state)) ? EXIT.ok : EXIT.failed
}
