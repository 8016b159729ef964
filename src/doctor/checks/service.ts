import type { Check } from '../check.ts'
import { CONTROL_CHECKS } from './service/control.ts'
import { ENDING_CHECKS } from './service/ending.ts'
import { memoryGrowth } from './service/memory-growth.ts'
import { RESOURCE_CHECKS } from './service/resources.ts'
import { RUNNING_CHECKS } from './service/running.ts'
import { RUNTIME_CHECKS } from './service/runtime.ts'
import { UNIT_CHECKS } from './service/unit.ts'

/** Whether the server is installed, starts, runs and answers (guide, problems 1, 2, 7, 8 and 10). */
export const SERVICE_CHECKS: readonly Check[] = [
  ...UNIT_CHECKS,
  ...RUNTIME_CHECKS,
  ...ENDING_CHECKS,
  ...RUNNING_CHECKS,
  ...CONTROL_CHECKS,
  ...RESOURCE_CHECKS,
  memoryGrowth,
]
