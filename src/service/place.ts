import { existsSync } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Scope } from './layout.ts'

/** Why a service should not run a program from where it lies. */
export type BadPlace = 'home' | 'temporary' | 'work-tree' | 'others-write' | 'closed'

const HOME = /^\/(?:root|home|run\/user)(?:\/|$)/
const TEMPORARY = /^\/(?:tmp|var\/tmp|dev\/shm|run|mnt|media)(?:\/|$)/

/**
 * Whether a program may stay where it is: the user of the service can read it, it is there after the next boot, and nobody
 * but root (or the user himself) can exchange it.
 *
 * @returns null where it may
 * @throws the system's error where it is not there
 */
export async function badPlace(path: string, scope: Scope, uid: number): Promise<BadPlace | null> {
  const real = await realpath(path)
  if (TEMPORARY.test(real)) return 'temporary'
  if (scope === 'system' && HOME.test(real)) return 'home'
  for (let at = real; ; at = dirname(at)) {
    const found = await stat(at)
    if (found.isDirectory() && existsSync(join(at, '.git'))) return 'work-tree'
    const isTrusted = found.uid === 0 || (scope === 'user' && found.uid === uid)
    if (!isTrusted || (found.mode & 0o022) !== 0) return 'others-write'
    const open = found.isDirectory() ? 0o005 : 0o004
    if (scope === 'system' && (found.mode & open) !== open) return 'closed'
    if (at === dirname(at)) return null
  }
}
