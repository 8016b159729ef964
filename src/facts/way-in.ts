import { realpath, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Host } from '../host/host.ts'
import { mayByMode } from './access.ts'
import { type Account, groupName } from './accounts.ts'
import type { ShutPlace } from './shapes/network.ts'

/**
 * What keeps a user from reading files, by owner, group and mode: folders on the way first, those of the files that links lead
 * to as well, then the files themselves.
 *
 * @returns as far as can be seen; empty where something other than modes decides
 */
export async function shutPlaces(
  host: Host,
  files: readonly string[],
  account: Account,
): Promise<ShutPlace[]> {
  const real = await Promise.all(files.map((file) => realpath(file).catch(() => file)))
  const folders = await Promise.all(
    [...files, ...real].flatMap(foldersAbove).map((folder) => realpath(folder).catch(() => folder)),
  )
  const places = [
    ...[...new Set(folders)].sort().map((path) => ({ path, kind: 'folder' as const })),
    ...[...new Set(real)].map((path) => ({ path, kind: 'file' as const })),
  ]
  const shut = places.map(async ({ path, kind }): Promise<ShutPlace[]> => {
    const found = await stat(path).catch(() => null)
    if (found === null || mayByMode(found, account, kind === 'folder' ? 'enter' : 'read')) return []
    const isGroups = ((found.mode >> 3) & (kind === 'folder' ? 1 : 4)) !== 0
    return [{ path, kind, openTo: isGroups && found.gid !== 0 ? await groupName(host, found.gid) : null }]
  })
  return (await Promise.all(shut)).flat()
}

function foldersAbove(path: string): string[] {
  const above = dirname(path)
  return above === path ? [] : [...foldersAbove(above), above]
}
