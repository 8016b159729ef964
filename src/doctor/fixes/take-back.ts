import type { Host } from '../../host/host.ts'
import type { Message } from '../../messages/index.ts'
import { type Change, comesLast, isReversible } from './change.ts'
import type { Standing } from './effect.ts'
import { effectOf, standingOf } from './effects.ts'
import { problemText } from './problem.ts'
import { forget, type StoredFix, storedContent } from './records.ts'

/** What came of taking a fix back. */
export interface TakenBack {
  /** Changes that were taken back, last one first. */
  readonly reverted: readonly Change[]
  /** What had to stay as it is, with the reason. */
  readonly notes: readonly Message[]
  /** Why it was not taken back, or not all of it; null: the state before is there again, and the record is gone. */
  readonly problem: Message | null
}

/**
 * Brings back the state before a fix, also of one whose run was cut short. First it looks at everything: where a file is not
 * as the fix left it, nothing is touched.
 */
export async function takeBack(fix: StoredFix, host: Host): Promise<TakenBack> {
  const made = await madeChanges(fix)
  if ('problem' in made) return { reverted: [], notes: [], problem: made.problem }
  const bench = { host, content: (digest: string) => storedContent(fix, digest) }
  const reverted: Change[] = []
  const notes: Message[] = []
  const last = made.changes.filter(comesLast)
  for (const change of [...made.changes.toReversed().filter((change) => !comesLast(change)), ...last]) {
    if (!isReversible(change)) continue
    try {
      const note = await effectOf(change).revert(change as never, bench)
      if (note !== undefined) notes.push(note)
      else reverted.push(change)
    } catch (error) {
      if (!comesLast(change)) return { reverted, notes, problem: problemText(error) }
      notes.push(problemText(error))
    }
  }
  const nothing = reverted.length === 0 ? notes[0] : undefined
  if (nothing !== undefined) return { reverted, notes: [], problem: nothing }
  await forget(fix)
  return { reverted, notes, problem: null }
}

/** The changes of a fix that are in force, or why that cannot be told. Of the one that was under way only its traces tell. */
export async function madeChanges({
  record,
}: StoredFix): Promise<{ readonly changes: readonly Change[] } | { readonly problem: Message }> {
  const changes: Change[] = []
  for (const [index, change] of record.changes.slice(0, record.done + 1).entries()) {
    const standing: Standing = (await standingOf(change)) ?? (index < record.done ? 'after' : 'before')
    if (standing === 'after') changes.push(change)
    else if (standing !== 'before') return { problem: standing }
  }
  return { changes }
}
