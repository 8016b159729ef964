import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Host } from '../../host/host.ts'
import type { Attributes } from '../../store/attributes.ts'
import type { Obstacle } from './effect.ts'
import { isMissing } from './file-state.ts'

/** Why this user cannot change what is in a folder; the nearest one that exists counts. */
export async function folderObstacle(folder: string, host: Host): Promise<Obstacle | null> {
  for (let at = folder; ; at = dirname(at)) {
    try {
      await access(at, constants.W_OK | constants.X_OK)
      return null
    } catch (error) {
      if (isMissing(error) && at !== dirname(at)) continue
      return obstacleOf(error, at, host)
    }
  }
}

/**
 * Why this user cannot give a file this owner. Who is not root keeps his own files only, in groups that he is in;
 * replacing somebody else's file would make it his.
 */
export function ownerObstacle(
  path: string,
  from: Attributes | null,
  to: Attributes,
  host: Host,
): Obstacle | null {
  if (host.uid <= 0) return null
  const groups = [process.getgid?.(), ...(process.getgroups?.() ?? [])]
  const mayKeep = to.uid === host.uid && (from === null || from.uid === host.uid) && groups.includes(to.gid)
  return mayKeep ? null : { needsRoot: true, text: { key: 'fixes.owner', values: { path } } }
}

function obstacleOf(error: unknown, path: string, host: Host): Obstacle {
  const code = (error as NodeJS.ErrnoException).code ?? String(error)
  if (code === 'EROFS') return { needsRoot: false, text: { key: 'fixes.readOnly', values: { path } } }
  const denied = code === 'EACCES' || code === 'EPERM'
  return {
    needsRoot: denied && host.uid > 0,
    text: { key: 'fixes.notWritable', values: { path, code } },
  }
}
