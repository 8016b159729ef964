import type { CheckId } from '../check-ids.ts'

/** What is found as well where something keeps the server from starting. */
export const NOT_STARTING: readonly CheckId[] = [
  'service/failed',
  'service/restart-loop',
  'service/not-running',
  'service/crashed',
  'network/not-listening',
  'network/canary-refused',
  'maintenance/log-errors',
]
