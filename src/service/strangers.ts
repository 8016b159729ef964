import { constants, type Stats } from 'node:fs'
import { lstat, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** A file or folder that belongs to another user than it should. */
export interface Stranger {
  /** As people write it. */
  readonly path: string
  /** By this it is reached as long as the walk stands at it, whatever is put in the place of the folders above meanwhile. */
  readonly handle: string
  readonly stats: Stats
}

/** More than that is nobody's data folder. */
const MOST = 50_000

/**
 * Visits what lies in a folder and does not belong to a user. The folder may be that user's, so names in it can change their
 * meaning at any moment: every folder is held open, no link is followed, and a file that has a second name elsewhere is left out.
 */
export async function* strangersIn(
  folder: string,
  uid: number,
  path = folder,
  seen = { count: 0 },
): AsyncGenerator<Stranger> {
  const flags = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW
  const held = await open(folder, flags).catch(() => null)
  if (held === null) return
  try {
    const here = `/proc/self/fd/${held.fd}`
    for (const name of await readdir(here).catch(() => [])) {
      if (seen.count++ > MOST) return
      const handle = join(here, name)
      const stats = await lstat(handle).catch(() => null)
      if (stats === null || stats.isSymbolicLink()) continue
      if (stats.uid !== uid && (stats.isDirectory() || stats.nlink === 1))
        yield { path: join(path, name), handle, stats }
      if (stats.isDirectory()) yield* strangersIn(handle, uid, join(path, name), seen)
    }
  } finally {
    await held.close()
  }
}
