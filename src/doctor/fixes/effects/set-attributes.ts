import { lstat } from 'node:fs/promises'
import { attributesFrom, sameAttributes, setAttributes as set } from '../../../store/attributes.ts'
import { ownerObstacle } from '../access.ts'
import type { Effect } from '../effect.ts'
import { isMissing } from '../file-state.ts'

/** A file or folder gets another owner or other permissions. */
export const setAttributes: Effect<'set-attributes'> = {
  async obstacle({ path, before, after }, host) {
    return ownerObstacle(path, before, after, host)
  },

  async standing({ path, before, after }) {
    const found = await lstat(path).catch((error) => {
      if (isMissing(error)) return null
      throw error
    })
    // What the server has put away since has no owner to give back.
    if (found === null) return 'before'
    const now = attributesFrom(found)
    if (sameAttributes(now, after)) return 'after'
    return sameAttributes(now, before) ? 'before' : { key: 'fixes.wasChanged', values: { path } }
  },

  apply: ({ path, after }) => set(path, after),
  revert: async ({ path, before }) => {
    await set(path, before)
    return undefined
  },
}
