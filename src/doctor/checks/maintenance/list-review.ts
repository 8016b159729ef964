import { about } from '../../about.ts'
import { defineCheck } from '../../check.ts'

/** So many are no longer looked through by themselves. */
const MANY = 200

/** The monthly look at the lists (guide, security audit: 审查黑名单). */
export const listReview = defineCheck({
  id: 'maintenance/list-review',
  guide: { problem: null, cause: '审查黑名单' },
  needs: ['lists'],
  judge({ lists }) {
    return lists.flatMap(({ kind, path, entries, invalid }) => {
      const say = about('maintenance/list-review', {
        path,
        count: entries.length,
        invalid: invalid.slice(0, 5).join(', '),
      })
      const command = kind === 'ban' ? 'chatctl bans' : 'chatctl mutes'
      if (invalid.length > 0)
        return [
          say.hint('invalid', [say.seen('seenInvalid', command)], say.fix('fixInvalid', [`nano ${path}`])),
        ]
      if (entries.length < MANY) return []
      return [say.hint('many', [say.seen('seen', command)], say.fix('fix', [command]))]
    })
  },
})
