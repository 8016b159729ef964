import { join, resolve } from 'node:path'
import { locate } from '../config/locate.ts'
import {
  allPids,
  argvOf,
  bootTime,
  type ProcessInfo,
  processInfo,
  readOrNull,
  unitOf,
  workingFolder,
} from '../host/proc/process-info.ts'
import { configFlag, serverKind } from './server-kind.ts'
import { serverOf } from './server-of.ts'
import type { ServerKind } from './shapes/process.ts'
import type { Target } from './target.ts'

/** A server's process, and whether it is the one that is looked at. */
export interface ServerProcess {
  readonly info: ProcessInfo
  readonly kind: ServerKind
  readonly unit: string | null
  readonly cwd: string | null
  readonly configPath: string | null
  readonly isMeant: boolean
}

const found = new WeakMap<Target, Promise<readonly ServerProcess[]>>()

/** Every server of this machine that this user can see, ours and the original ones; looked for once. */
export function serverProcesses(target: Target): Promise<readonly ServerProcess[]> {
  const known = found.get(target)
  if (known !== undefined) return known
  const search = find(target)
  found.set(target, search)
  return search
}

interface Candidate {
  readonly pid: number
  readonly argv: string[]
  readonly kind: ServerKind
  readonly info: ProcessInfo
}

function candidates(): Candidate[] {
  const all = allPids().flatMap((pid) => {
    const argv = argvOf(pid)
    const kind = serverKind(argv)
    const info = kind === null ? null : processInfo(pid)
    return kind === null || info === null ? [] : [{ pid, argv, kind, info }]
  })
  const parents = new Set(all.map(({ info }) => info.parent))
  // A launcher that waits for the server it started bears the same name.
  return all.filter(({ pid }) => !parents.has(pid))
}

/** A server of ours, whichever it is. */
export interface RunningServer extends Pick<ProcessInfo, 'pid' | 'uid'> {
  /** null where there is none, or where this user may not see it. */
  readonly configPath: string | null
  readonly cwd: string | null
}

/** Every chatctl server of this machine. */
export async function runningServers(): Promise<RunningServer[]> {
  return await Promise.all(
    candidates()
      .filter(({ kind }) => kind === 'chatctl')
      .map(async ({ pid, argv, kind, info }) => {
        const cwd = workingFolder(pid)
        return { pid, uid: info.uid, cwd, configPath: await configOf(pid, argv, kind, cwd) }
      }),
  )
}

async function find(target: Target): Promise<ServerProcess[]> {
  const { pid: ownPid } = await serverOf(target)
  const mainPid = target.unit.seen && target.unitIsMeant ? target.unit.value.facts.mainPid : 0
  return await Promise.all(
    candidates().map(async ({ pid, argv, kind, info }) => {
      const cwd = workingFolder(pid)
      const configPath = await configOf(pid, argv, kind, cwd)
      const isMeant =
        pid === mainPid || pid === ownPid || (configPath !== null && configPath === target.loaded.path)
      return { info, kind, unit: unitOf(pid), cwd, configPath, isMeant }
    }),
  )
}

/** The original servers read config.json of their working folder, ours searches. */
async function configOf(
  pid: number,
  argv: string[],
  kind: ServerKind,
  cwd: string | null,
): Promise<string | null> {
  const explicit = kind === 'chatctl' ? configFlag(argv) : undefined
  if (explicit?.startsWith('/')) return explicit
  if (cwd === null) return null
  if (explicit !== undefined) return resolve(cwd, explicit)
  if (kind === 'python') return join(cwd, 'config.json')
  const variable = readOrNull(`/proc/${pid}/environ`)
    ?.split('\0')
    .find((line) => line.startsWith('CHATCTL_CONFIG='))
  const env = { CHATCTL_CONFIG: variable?.slice('CHATCTL_CONFIG='.length) }
  return (await locate({ env, cwd })).path
}

/** ISO 8601 of a process's start; null where /proc does not tell when the machine was started. */
export function startOf({ startedAfterBoot }: ProcessInfo): string | null {
  const boot = bootTime()
  return boot === null ? null : new Date(boot + startedAfterBoot * 1000).toISOString()
}
