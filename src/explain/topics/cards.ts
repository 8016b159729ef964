import type { cards as texts } from '../../messages/en/explain/cards.ts'
import type { Topics } from '../topic.ts'

export const cards: Topics<typeof texts> = {
  'card-down': {
    checks: ['network/card-down'],
    says: ['NO-CARRIER', 'Link is Down', 'Lost carrier'],
    see: ['no-address', 'no-default-route', 'address-not-here'],
  },
  'no-address': { checks: ['network/no-address'], see: ['card-down', 'address-not-here'] },
  'no-default-route': { checks: ['network/no-default-route'], see: ['card-down', 'no-address'] },
  firewall: {
    checks: ['network/firewall-closed'],
    problems: ['4.1'],
    says: ['[UFW BLOCK]', 'DPT={{port}} '],
  },
}
