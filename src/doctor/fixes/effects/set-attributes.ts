import { lstat } from 'node:fs/promises'
import { attributesFrom, sameAttributes, setAttributes as set } from '../../../store/attributes.ts'
import { ownerObstacle } from '../access.ts'
import type { Effect } from '../effect.ts'

/** A file or folder gets another owner or other permissions. */
export const setAttributes: Effect<'set-attributes'> = {
  async obstacle({ path, before, after }, host) {
    return ownerObstacle(path, before, after, host)
  },

  async standing({ path, before, after }) {
    const now = attributesFrom(await lstat(path))
    if (sameAttributes(now, after)) return 'after'
    return sameAttributes(now, before) ? 'before' : { key: 'fixes.wasChanged', values: { path } }
  },

  apply: ({ path, after }) => set(path, after),
  revert: async ({ path, before }) => {
    await set(path, before)
    return undefined
  },
}
