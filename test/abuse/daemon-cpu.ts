import { readFileSync } from 'node:fs'
import type { Daemon } from '../helpers/daemon.ts'

/** Processor time that the daemon has used, in ticks of the kernel; unlike the clock it knows nothing of a busy machine. */
export function cpuTicks(daemon: Daemon): number {
  const stat = readFileSync(`/proc/${daemon.child.pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return Number(fields[11]) + Number(fields[12])
}
