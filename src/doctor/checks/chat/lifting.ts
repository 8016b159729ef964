import type { Facts } from '../../../facts/facts.ts'
import { chatctl, isPython, shellWord, sudoFor } from '../../commands.ts'
import type { Fix } from '../../fix.ts'
import { typeUp } from '../../systemctl.ts'

/** How an address leaves the ban or mute list. The original servers read their lists at the start only. */
export function lifting(kind: 'ban' | 'mute', address: string, path: string, facts: Facts): Fix {
  const summary = {
    key: kind === 'ban' ? 'doctor.unban' : 'doctor.unmute',
    values: { address, path },
  } as const
  if (!isPython(facts)) {
    return { summary, commands: [chatctl(`un${kind} ${shellWord(address)}`, facts)], risk: 'safe' }
  }
  const { unit, self } = facts
  const restart = unit.seen && self.seen ? typeUp(unit.value, self.value, 'restart') : []
  const owner = self.seen ? self.value.serviceUser : null
  return {
    summary,
    commands: [`${sudoFor(owner, facts)}nano ${shellWord(path)}`, ...restart],
    risk: 'interrupts-users',
  }
}
