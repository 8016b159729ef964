import { readFileSync } from 'node:fs'

/**
 * When a process started, in clock ticks since boot: together with the pid it names one process for good.
 *
 * @returns null where /proc does not say (no such process, not Linux)
 */
export function processStart(pid: number): string | null {
  return readStat(pid)?.start ?? null
}

/** Whether the process with this pid and {@link processStart} still lives; a zombie does not. */
export function isAlive(pid: number, start: string | null): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const now = readStat(pid)
  if (now === null) return true
  return now.state !== 'Z' && now.state !== 'X' && (start === null || now.start === start)
}

function readStat(pid: number) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The second field is the program's name in brackets, which may hold blanks and brackets itself (proc_pid_stat(5)).
    const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { state: state ?? '', start: rest[18] ?? '' }
  } catch {
    return null
  }
}
