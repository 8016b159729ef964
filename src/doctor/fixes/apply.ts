import type { Host } from '../../host/host.ts'
import type { Message } from '../../messages/index.ts'
import { comesLast } from './change.ts'
import { effectOf, standingOf } from './effects.ts'
import { FixProblem, problemText } from './problem.ts'
import { forget, forgetOldest, type StoredFix, save, storedContent } from './records.ts'
import { takeBack } from './take-back.ts'

/** What came of making the changes of a fix. */
export type Applied =
  /** `notes`: what could not be brought into force; looking again tells whether that matters. */
  | { readonly outcome: 'made'; readonly fix: StoredFix; readonly notes: readonly Message[] }
  /** Everything is as it was before. */
  | { readonly outcome: 'not-made'; readonly problem: Message }
  /** Neither: what was made could not be taken back. */
  | { readonly outcome: 'half-made'; readonly problem: Message; readonly fix: StoredFix }

/**
 * Makes the changes of a stored fix in order. After a failure, and when the signal is aborted, what was made is taken back;
 * the step that is under way is finished first.
 *
 * @param contents  bytes by digest, those of the new files among them
 */
export async function applyChanges(
  stored: StoredFix,
  contents: ReadonlyMap<string, Buffer>,
  host: Host,
  signal: AbortSignal,
): Promise<Applied> {
  const bench = { host, content: (digest: string) => storedContent(stored, digest, contents) }
  const moved = await whatMoved(stored)
  if (moved !== null) {
    await forget(stored)
    return { outcome: 'not-made', problem: moved }
  }
  let fix = stored
  const notes: Message[] = []
  try {
    for (const [index, change] of stored.record.changes.entries()) {
      if (signal.aborted) throw new FixProblem({ key: 'fixes.interrupted' })
      try {
        await effectOf(change).apply(change as never, bench)
      } catch (error) {
        if (!comesLast(change)) throw error
        notes.push(problemText(error))
      }
      fix = { ...fix, record: { ...fix.record, done: index + 1 } }
      await save(fix)
    }
    if (signal.aborted) throw new FixProblem({ key: 'fixes.interrupted' })
  } catch (error) {
    const problem = problemText(error)
    const taken = await takeBack(fix, host)
    return taken.problem === null ? { outcome: 'not-made', problem } : { outcome: 'half-made', problem, fix }
  }
  fix = { ...fix, record: { ...fix.record, state: 'applied' } }
  // Only a note for the next run: the change is made, also when a full disk keeps it from being written down.
  await save(fix).catch(() => {})
  await forgetOldest(fix)
  return { outcome: 'made', fix, notes }
}

/** Between planning and applying somebody had time to read and to answer. */
async function whatMoved({ record }: StoredFix): Promise<Message | null> {
  for (const change of record.changes) {
    const standing = await standingOf(change)
    if (standing === 'after') return { key: 'fixes.madeMeanwhile' }
    if (standing !== null && standing !== 'before') return standing
  }
  return null
}
