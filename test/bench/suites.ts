import type { Suite } from './suite.ts'
import { accept } from './suites/accept.ts'
import { doctor } from './suites/doctor.ts'
import { fanout } from './suites/fanout.ts'
import { idle } from './suites/idle.ts'
import { latency } from './suites/latency.ts'
import { logs } from './suites/logs.ts'
import { memory } from './suites/memory.ts'
import { startup } from './suites/startup.ts'

/** Every suite, under the name by which it is asked for; its section in docs/performance.md has the same. */
export const SUITES = { fanout, latency, idle, accept, memory, startup, doctor, logs } satisfies Record<
  string,
  Suite
>
