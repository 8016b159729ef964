import type { door as texts } from '../../messages/en/explain/door.ts'
import type { Topics } from '../topic.ts'

export const door: Topics<typeof texts> = {
  banned: {
    errors: ['client/banned'],
    checks: ['chat/banned-asking'],
    events: ['door/banned'],
    problems: ['4.3'],
    texts: ['banned', 'bannedNow'],
    says: ['拦截黑名单IP时出错: {{error}}'],
    proof: ['security/ban-hits-this-host'],
    see: ['ban-hits-this-host', 'clients-cannot-connect'],
  },
  'ban-hits-this-host': {
    checks: ['security/ban-hits-this-host'],
    messages: ['commands.risk.loopback', 'commands.risk.ownAddress', 'commands.risk.sshSession'],
  },
  'ban-set': { events: ['admin/ban'], console: ['banned'], messages: ['commands.ban.done'] },
  'sanction-lifted': {
    events: ['admin/unban', 'admin/unmute', 'data/sanction-expired'],
    console: ['unbanned', 'unmuted'],
    messages: [
      'commands.ban.lifted',
      'commands.mute.lifted',
      'commands.ban.stillCovered',
      'commands.mute.stillCovered',
    ],
  },
  full: {
    errors: ['client/full'],
    checks: ['chat/full'],
    events: ['door/full'],
    problems: ['6'],
    texts: ['full'],
    proof: ['network/zombie-connections'],
    see: ['zombie-connections', 'too-many-from-address'],
  },
  'too-many-from-address': {
    errors: ['client/rate', 'client/per-address'],
    checks: ['chat/refusals'],
    events: ['door/refused', 'door/repeated', 'door/records-swept'],
    texts: ['tooFrequent', 'perAddress'],
  },
  'door-trouble': {
    events: ['door/refuse-failed', 'door/accept-failed'],
    proof: ['service/open-files'],
    quotes: true,
  },
  kicked: {
    errors: ['client/kicked'],
    events: ['admin/kick'],
    texts: ['kicked'],
    console: ['kicked'],
    messages: ['commands.kicked'],
  },
}
