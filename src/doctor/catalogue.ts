import type { Check } from './check.ts'
import { CONFIG_CHECKS } from './checks/config.ts'

/** Every check, in the order in which a host is looked through. */
export const CHECKS: readonly Check[] = [...CONFIG_CHECKS]
