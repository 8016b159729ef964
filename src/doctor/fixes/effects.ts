import type { Change, ChangeKind } from './change.ts'
import type { Effect, Standing } from './effect.ts'
import { makeFolder } from './effects/make-folder.ts'
import { reload } from './effects/reload.ts'
import { removeSocket } from './effects/remove-socket.ts'
import { restart } from './effects/restart.ts'
import { rotate } from './effects/rotate.ts'
import { run } from './effects/run.ts'
import { setAttributes } from './effects/set-attributes.ts'
import { stop } from './effects/stop.ts'
import { write } from './effects/write.ts'
import { problemText } from './problem.ts'

const EFFECTS: { readonly [Kind in ChangeKind]: Effect<Kind> } = {
  write,
  'make-folder': makeFolder,
  'set-attributes': setAttributes,
  'remove-socket': removeSocket,
  rotate,
  stop,
  run,
  reload,
  restart,
}

/** How changes of this kind are made and taken back. */
export function effectOf(change: Change): Effect<ChangeKind> {
  return EFFECTS[change.do] as unknown as Effect<ChangeKind>
}

/** Where a change stands; what cannot be looked at is a reason too. */
export async function standingOf(change: Change): Promise<Standing | null> {
  try {
    return await effectOf(change).standing(change as never)
  } catch (error) {
    return problemText(error)
  }
}
