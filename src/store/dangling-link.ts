import { lstat, readlink, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'

/**
 * What a link that leads nowhere names, at the end of all links behind it. Never throws.
 *
 * @returns null where there is no link, where it leads to something, and where this user may not look
 */
export async function danglingLink(path: string): Promise<string | null> {
  const missing = await stat(path).then(
    () => false,
    (error: NodeJS.ErrnoException) => error.code === 'ENOENT' || error.code === 'ENOTDIR',
  )
  if (!missing) return null
  // The kernel has followed all of them to find nothing, so there is no circle.
  for (let at = resolve(path), links = 0; ; links++) {
    const found = await lstat(at).catch(() => null)
    if (!found?.isSymbolicLink()) return links > 0 ? at : null
    const next = await readlink(at).catch(() => null)
    if (next === null) return null
    at = resolve(dirname(at), next)
  }
}
