import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { maskSecrets } from '../mask-secrets.ts'

/** Ticks of the kernel's clock a second, as every Linux shows them to programs (USER_HZ). */
const TICKS = 100

/** What /proc says of a process (proc_pid_stat(5)); null where it is gone. */
export interface ProcessInfo {
  readonly pid: number
  readonly parent: number
  /** R running, S sleeping, D uninterruptible, T stopped, t traced, Z zombie. */
  readonly state: string
  /** Arguments with secrets masked; the bracketed name of a zombie or of a thread of the kernel. */
  readonly argv: readonly string[]
  readonly uid: number
  /** Seconds since boot. */
  readonly startedAfterBoot: number
  /** Seconds of processor time used so far. */
  readonly cpuSeconds: number
  readonly rssBytes: number
  readonly threads: number
}

/** Arguments of a process, as it was started. */
export function argvOf(pid: number): string[] {
  const text = readOrNull(`/proc/${pid}/cmdline`) ?? ''
  return text
    .replace(/\0+$/, '')
    .split('\0')
    .filter((word, at) => at > 0 || word !== '')
}

export function processInfo(pid: number): ProcessInfo | null {
  const stat = readOrNull(`/proc/${pid}/stat`)
  const status = readOrNull(`/proc/${pid}/status`)
  if (stat === null || status === null) return null
  // The second field is the program's name in brackets, which may hold blanks and brackets itself.
  const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'))
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const field = (index: number) => Number(fields[index - 3]) || 0
  const argv = argvOf(pid)
  return {
    pid,
    parent: field(4),
    state: fields[0] ?? '?',
    argv: argv.length > 0 ? maskSecrets(argv) : [`[${name}]`],
    uid: Number(/^Uid:\s+\d+\s+(\d+)/m.exec(status)?.[1] ?? -1),
    startedAfterBoot: field(22) / TICKS,
    cpuSeconds: (field(14) + field(15)) / TICKS,
    rssBytes: (Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) || 0) * 1024,
    threads: field(20),
  }
}

/** Seconds of processor time that a process has used so far; null where it is gone. */
export function cpuSeconds(pid: number): number | null {
  return processInfo(pid)?.cpuSeconds ?? null
}

/** How many descriptors a process has open, and how many it may have; null what this user may not see. */
export function openFiles(pid: number): { readonly open: number | null; readonly limit: number | null } {
  const limit = /^Max open files\s+(\d+)/m.exec(readOrNull(`/proc/${pid}/limits`) ?? '')?.[1]
  return { open: countOrNull(`/proc/${pid}/fd`), limit: limit === undefined ? null : Number(limit) }
}

/** Working folder of a process; null where this user may not see it. */
export function workingFolder(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return null
  }
}

/** The function of the kernel that a process waits in; null where this user may not see it, or it waits in none. */
export function waitsIn(pid: number): string | null {
  const where = readOrNull(`/proc/${pid}/wchan`)
  return where === null || where === '' || where === '0' ? null : where
}

/** The systemd unit of a process, by its control group. @example unitOf(1234) // 'chatserver.service' */
export function unitOf(pid: number): string | null {
  const groups = readOrNull(`/proc/${pid}/cgroup`) ?? ''
  // Where both versions of control groups are in use, one of them knows the units.
  return (
    [...groups.matchAll(/^(?:0::|\d+:name=systemd:)(.+)$/gm)]
      .flatMap(([, path = '']) => path.split('/').findLast((part) => /\.(?:service|scope)$/.test(part)) ?? [])
      .at(0) ?? null
  )
}

/** Pids of all processes that this user can see, in order. */
export function allPids(): number[] {
  const names = namesOrNull('/proc') ?? []
  return names
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .sort((a, b) => a - b)
}

/** When the machine was started, in ms since 1970; null where /proc does not say. */
export function bootTime(): number | null {
  const seconds = /^btime (\d+)/m.exec(readOrNull('/proc/stat') ?? '')?.[1]
  return seconds === undefined ? null : Number(seconds) * 1000
}

export function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

export function namesOrNull(path: string): string[] | null {
  try {
    return readdirSync(path)
  } catch {
    return null
  }
}

function countOrNull(path: string): number | null {
  return namesOrNull(path)?.length ?? null
}
