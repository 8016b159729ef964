import { setTimeout as wait } from 'node:timers/promises'
import { isAlive } from '../store/process-start.ts'

const STEP_MS = 50

/**
 * Ends a process: asks it with SIGTERM, and only when it has not gone after a while, SIGKILL. A process that was stopped
 * is woken, so that it can say goodbye.
 *
 * @param start  of {@link processStart}: another process that has got the same id by now is left alone
 * @returns how it ended; `still` where not even SIGKILL helped (it hangs in the kernel)
 * @throws the system's error where it may not be signalled, and for process 1 and for this process itself
 */
export async function stopProcess(
  pid: number,
  start: string | null,
  { politeMs, killMs = 3000 }: { readonly politeMs: number; readonly killMs?: number },
): Promise<'gone' | 'ended' | 'killed' | 'still'> {
  if (pid <= 1 || pid === process.pid) throw new Error(`process ${pid} is never ended`)
  if (!isAlive(pid, start)) return 'gone'
  signal(pid, 'SIGTERM')
  signal(pid, 'SIGCONT')
  if (await hasEnded(pid, start, politeMs)) return 'ended'
  signal(pid, 'SIGKILL')
  return (await hasEnded(pid, start, killMs)) ? 'killed' : 'still'
}

/** A process may be gone, and waited for, before the second signal reaches it: that is what was wanted. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

async function hasEnded(pid: number, start: string | null, patienceMs: number): Promise<boolean> {
  const deadline = performance.now() + patienceMs
  while (isAlive(pid, start)) {
    if (performance.now() > deadline) return false
    await wait(STEP_MS)
  }
  return true
}
