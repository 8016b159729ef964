import { setTimeout as delay } from 'node:timers/promises'

const STEP_MS = 50

/**
 * Waits until a process of this machine has ended.
 *
 * @returns false if it has not within the time
 */
export async function waitForExit(pid: number, patienceMs: number): Promise<boolean> {
  const deadline = Date.now() + patienceMs
  while (isAlive(pid)) {
    if (Date.now() >= deadline) return false
    await delay(STEP_MS)
  }
  return true
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Somebody else's process may not be signalled, but it is there.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
