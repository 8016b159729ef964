import { setTimeout as delay } from 'node:timers/promises'
import { isAlive } from '../store/process-start.ts'

const STEP_MS = 50

/**
 * Waits until a process of this machine has ended; one that its parent has not taken note of yet has.
 *
 * @returns false if it has not within the time
 */
export async function waitForExit(pid: number, patienceMs: number): Promise<boolean> {
  const deadline = Date.now() + patienceMs
  while (isAlive(pid, null)) {
    if (Date.now() >= deadline) return false
    await delay(STEP_MS)
  }
  return true
}
