import { stopProcess } from '../../../control/stop-process.ts'
import { isAlive } from '../../../store/process-start.ts'
import type { Effect } from '../effect.ts'
import { FixProblem } from '../problem.ts'

/** What a chat server needs at most to say goodbye and to save. */
const POLITE_MS = 10_000

/** A process ends: asked first, then killed. */
export const stop: Effect<'stop'> = {
  async obstacle({ process: { pid } }) {
    try {
      process.kill(pid, 0)
      return null
    } catch (error) {
      const denied = (error as NodeJS.ErrnoException).code === 'EPERM'
      return denied ? { needsRoot: true, text: { key: 'fixes.othersProcess', values: { pid } } } : null
    }
  },

  async standing({ process: { pid, start } }) {
    return isAlive(pid, start) ? 'before' : 'after'
  },

  async apply({ process: { pid, start } }) {
    const how = await stopProcess(pid, start, { politeMs: POLITE_MS })
    if (how === 'still') throw new FixProblem({ key: 'fixes.cannotStop', values: { pid } })
  },

  async revert({ process: { pid } }) {
    throw new FixProblem({ key: 'fixes.stopIsFinal', values: { pid } })
  },
}
