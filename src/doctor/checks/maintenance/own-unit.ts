import type { Facts } from '../../../facts/facts.ts'

/** What `chatctl service install` puts there; it has no other places. */
const UNIT = '/etc/systemd/system/chatserver.service'
const START = /\/bin\/run\.js serve --config \/opt\/chatserver\/config\.json$/

/**
 * The command that adds the timers of monitor and backup to the service, where the server runs in the unit that
 * `chatctl service install` has written; null where it would have to put a unit in the place of another one.
 */
export function withTimers({ unit, self }: Facts): string | null {
  if (!unit.seen || !self.seen || !self.value.unitIsMeant) return null
  const { loadState, fragmentPath, execStart } = unit.value
  if (loadState !== 'loaded' || fragmentPath !== UNIT || !START.test(execStart.join(' '))) return null
  return `${self.value.sudo}chatctl service install --with-timers`
}
