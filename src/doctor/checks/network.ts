import type { Check } from '../check.ts'
import { CANARY_CHECKS } from './network/canary.ts'
import { CARD_CHECKS } from './network/cards.ts'
import { CERTIFICATE_CHECKS } from './network/certificate.ts'
import { CONNECTION_CHECKS } from './network/connections.ts'
import { DEFAULT_ROUTE_CHECK } from './network/default-route.ts'
import { FIREWALL_CHECKS } from './network/firewall.ts'
import { LISTENING_CHECKS } from './network/listening.ts'
import { PORT_CHECKS } from './network/port.ts'

/** Whether clients get through to the server (guide, problems 1, 4, 6 and 7). */
export const NETWORK_CHECKS: readonly Check[] = [
  ...PORT_CHECKS,
  ...CARD_CHECKS,
  DEFAULT_ROUTE_CHECK,
  ...LISTENING_CHECKS,
  ...FIREWALL_CHECKS,
  ...CONNECTION_CHECKS,
  ...CERTIFICATE_CHECKS,
  ...CANARY_CHECKS,
]
