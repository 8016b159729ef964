import type { Check } from './check.ts'
import { CHAT_CHECKS } from './checks/chat.ts'
import { DIFFERS_CHECKS } from './checks/config/differs.ts'
import { CONFIG_CHECKS } from './checks/config.ts'
import { HOST_CHECKS } from './checks/host.ts'
import { MAINTENANCE_CHECKS } from './checks/maintenance.ts'
import { NETWORK_CHECKS } from './checks/network.ts'
import { SECURITY_CHECKS } from './checks/security.ts'
import { SERVICE_CHECKS } from './checks/service.ts'
import { STORAGE_CHECKS } from './checks/storage.ts'

/** Every check, in the order in which a host is looked through. */
export const CHECKS: readonly Check[] = [
  ...CONFIG_CHECKS,
  ...DIFFERS_CHECKS,
  ...SERVICE_CHECKS,
  ...STORAGE_CHECKS,
  ...NETWORK_CHECKS,
  ...CHAT_CHECKS,
  ...SECURITY_CHECKS,
  ...HOST_CHECKS,
  ...MAINTENANCE_CHECKS,
]
