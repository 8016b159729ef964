import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { writeAtomic } from '../../../store/atomic-write.ts'
import { setAttributes } from '../../../store/attributes.ts'
import { syncFolder } from '../../../store/sync-folder.ts'
import { folderObstacle, ownerObstacle } from '../access.ts'
import type { Effect } from '../effect.ts'
import { readFileState } from '../file-state.ts'

/** A file gets other bytes, or comes into being. It is replaced as a whole and keeps its owner and mode. */
export const write: Effect<'write'> = {
  async obstacle({ path, before, after }, host) {
    return (await folderObstacle(dirname(path), host)) ?? ownerObstacle(path, before, after, host)
  },

  async standing({ path, before, after }) {
    const now = await readFileState(path)
    if (now?.state.sha256 === after.sha256) return 'after'
    if (now?.state.sha256 === before?.sha256) return 'before'
    return now === null
      ? { key: 'fixes.isGone', values: { path } }
      : { key: 'fixes.wasChanged', values: { path } }
  },

  async apply({ path, after }, bench) {
    await writeAtomic(path, await bench.content(after.sha256), after.mode)
    await setAttributes(path, after)
  },

  async revert({ path, before }, bench) {
    if (before === null) {
      await rm(path)
      await syncFolder(dirname(path))
      return undefined
    }
    await writeAtomic(path, await bench.content(before.sha256), before.mode)
    await setAttributes(path, before)
    return undefined
  },
}
