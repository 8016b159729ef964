import { lstat, mkdir, rmdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setAttributes } from '../../../store/attributes.ts'
import { syncFolder } from '../../../store/sync-folder.ts'
import { folderObstacle, ownerObstacle } from '../access.ts'
import type { Effect } from '../effect.ts'
import { isMissing } from '../file-state.ts'

/** A folder comes into being, empty. */
export const makeFolder: Effect<'make-folder'> = {
  async obstacle({ path, after }, host) {
    return (await folderObstacle(dirname(path), host)) ?? ownerObstacle(path, null, after, host)
  },

  async standing({ path }) {
    try {
      const stats = await lstat(path)
      return stats.isDirectory() ? 'after' : { key: 'fixes.wasChanged', values: { path } }
    } catch (error) {
      if (isMissing(error)) return 'before'
      throw error
    }
  },

  async apply({ path, after }) {
    await mkdir(path, { mode: after.mode })
    await setAttributes(path, after)
    await syncFolder(dirname(path))
  },

  // Only an empty one goes: what the server has put into it since is worth more than the old state.
  async revert({ path }) {
    try {
      await rmdir(path)
    } catch (error) {
      if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
      return { key: 'fixes.folderInUse', values: { path } }
    }
    await syncFolder(dirname(path))
    return undefined
  },
}
