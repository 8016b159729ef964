import type { listening as texts } from '../../messages/en/explain/listening.ts'
import type { Topics } from '../topic.ts'

export const listening: Topics<typeof texts> = {
  'port-in-use': {
    checks: ['network/port-held-by-other', 'network/port-held-by-old-instance'],
    errors: ['server/address-in-use', 'server/address-in-use-by'],
    errnos: ['EADDRINUSE'],
    node: ['ERR_SERVER_ALREADY_LISTEN'],
    problems: ['1.1'],
    says: ['listen EADDRINUSE: address already in use {{host}}:{{port}}', 'OSError: Address already in use'],
    see: ['old-python-server', 'several-servers'],
  },
  'port-privileged': {
    checks: ['network/port-privileged'],
    errors: ['server/port-privileged'],
    says: ['listen EACCES: permission denied {{host}}:{{port}}'],
  },
  'address-not-here': {
    checks: ['network/address-not-here'],
    errors: ['server/address-unavailable'],
    errnos: ['EADDRNOTAVAIL'],
    says: ['listen EADDRNOTAVAIL: address not available {{host}}:{{port}}'],
  },
  'cannot-listen': { errors: ['server/cannot-listen'], proof: ['network/not-listening'], quotes: true },
  'not-listening': { checks: ['network/not-listening'] },
  'loopback-only': { checks: ['network/loopback-only'], problems: ['4.2'] },
  'ipv6-only': { checks: ['network/ipv6-only'] },
}
