import { COMBINED_FAULTS } from './combined-faults.ts'
import { CONFIG_FAULTS } from './config-faults.ts'
import type { FaultCase } from './fault-case.ts'
import { ROOM_FAULTS } from './room-faults.ts'
import { SERVER_FAULTS } from './server-faults.ts'
import { STORAGE_FAULTS } from './storage-faults.ts'

/** Every fault, in the order of the matrix. */
export const FAULTS: readonly FaultCase[] = [
  ...CONFIG_FAULTS,
  ...SERVER_FAULTS,
  ...STORAGE_FAULTS,
  ...ROOM_FAULTS,
  ...COMBINED_FAULTS,
]
