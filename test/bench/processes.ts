import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import type { Bench } from './suite.ts'

/** Raises a process and its session above all others, then becomes the program that is named behind it. */
const ABOVE_ALL = 'echo -20 > /proc/self/autogroup 2>/dev/null; exec nice -n -20 "$@"'
const SAMPLE_MS = 300
const TICKS_PER_SECOND = 100

const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

export interface Launch {
  readonly folder?: string
  readonly env?: NodeJS.ProcessEnv
  /** The processor to run on, where there are several: 0 for servers, 1 for their load. */
  readonly cpu?: 0 | 1
}

/** Starts a program of the benchmark, where and how the benchmark wants it; it ends with this process. */
export function launch(bench: Bench, argv: readonly string[], { folder, env, cpu }: Launch = {}) {
  const pinned = cpu !== undefined && canPin() ? ['taskset', '-c', String(cpu), ...argv] : [...argv]
  const [command = '', ...args] = bench.first ? ['sh', '-c', ABOVE_ALL, 'sh', ...pinned] : pinned
  const child = spawn(command, args, {
    ...(folder !== undefined && { cwd: folder }),
    env: env ?? process.env,
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: bench.first,
  })
  running.add(child)
  child.once('close', () => running.delete(child))
  return child
}

/** Ends a program and waits for that. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const closed = once(child, 'close')
  child.kill('SIGTERM')
  const killed = setTimeout(() => child.kill('SIGKILL'), 5000)
  await closed
  clearTimeout(killed)
}

let pins: boolean | undefined
function canPin(): boolean {
  pins ??= process.platform === 'linux' && availableParallelism() > 1 && has('taskset')
  return pins
}

export function has(command: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Memory that a process holds, in bytes. */
export function residentBytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN) * 1024
}

/** How much of one processor all running processes take now, 1 for all of it; asked while the benchmark idles. */
export async function busyShare(): Promise<number> {
  const before = busySeconds()
  await delay(SAMPLE_MS)
  return (busySeconds() - before) / (SAMPLE_MS / 1000)
}

function busySeconds(): number {
  const [, user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = readFileSync('/proc/stat', 'utf8')
    .split('\n', 1)
    .join()
    .split(/ +/)
    .map(Number)
  return (user + nice + system + irq + softirq) / TICKS_PER_SECOND
}
