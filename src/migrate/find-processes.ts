import { realpathSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ChatctlError } from '../errors/chatctl-error.ts'
import { serverKind } from '../facts/server-kind.ts'
import { allPids, argvOf, readOrNull, unitOf, workingFolder } from '../host/proc/process-info.ts'
import { processStart } from '../store/process-start.ts'
import type { OldProcess } from './original.ts'

/**
 * The original servers of a folder that run and belong to none of these units.
 *
 * @throws ChatctlError `migrate/user-unit` where one belongs to a user's own systemd, which would start it again
 */
export function findProcesses(folder: string, units: readonly string[]): OldProcess[] {
  return allPids().flatMap((pid) => {
    const argv = argvOf(pid)
    if (serverKind(argv) !== 'python') return []
    const cwd = workingFolder(pid)
    const script = argv.find((word) => /server\.py$/i.test(word)) ?? ''
    const place = script.startsWith('/') ? dirname(script) : dirname(join(cwd ?? '', script))
    if (realOr(place) !== folder && cwd !== folder) return []
    const unit = unitOf(pid)
    if (units.some((name) => unit === `${name}.service`)) return []
    if (unit !== null && isOfUser(pid, unit)) throw new ChatctlError('migrate/user-unit', { pid, unit })
    const { uid, gid } = idsOf(pid)
    return [{ pid, start: processStart(pid), argv, folder: cwd ?? folder, uid, gid }]
  })
}

/** A program that somebody has started in a desktop lies in a scope, and is nobody's to start again. */
function isOfUser(pid: number, unit: string): boolean {
  const groups = readOrNull(`/proc/${pid}/cgroup`) ?? ''
  return groups.includes('/user@') && unit.endsWith('.service') && !unit.startsWith('user@')
}

function idsOf(pid: number): { readonly uid: number; readonly gid: number } {
  const status = readOrNull(`/proc/${pid}/status`) ?? ''
  const id = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1])
  const { uid, gid } = statSync(`/proc/${pid}`, { throwIfNoEntry: false }) ?? { uid: 0, gid: 0 }
  return { uid: id('Uid') || uid, gid: id('Gid') || gid }
}

function realOr(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
