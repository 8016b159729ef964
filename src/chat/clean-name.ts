import { LIMITS } from '../protocol/limits.ts'
import { isPrintable } from './printable.ts'

/** Nobody types more than this for twenty visible characters; the rest of a longer text is not looked at. */
const MOST_LOOKED_AT = 4096

/**
 * A name as the v9 rules clean it (protocol clause 5.1): unprintable characters removed, then blanks at both ends, cut to
 * its limit. Blanks go after the invisible characters, so that those cannot shield a reserved name.
 *
 * @returns at most 20 code points, possibly none
 */
export function cleanName(raw: string): string {
  let name = ''
  let kept = 0
  let lookedAt = 0
  for (const character of raw) {
    if (kept === LIMITS.nameCodePoints || ++lookedAt > MOST_LOOKED_AT) break
    if (!isPrintable(character) || (kept === 0 && character === ' ')) continue
    // Built anew, character by character: a slice would keep the whole of a huge text in memory.
    name += character
    kept++
  }
  return name.trimEnd()
}
