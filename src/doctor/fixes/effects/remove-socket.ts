import { lstat, rename, rm, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { probeSocket } from '../../../control/probe.ts'
import { setAttributes } from '../../../store/attributes.ts'
import { folderObstacle } from '../access.ts'
import type { ChangeOf } from '../change.ts'
import type { Effect, Standing } from '../effect.ts'
import { isMissing } from '../file-state.ts'
import { FixProblem } from '../problem.ts'

/** A socket file goes whose server has ended. Taking it back puts a dead one there again. */
export const removeSocket: Effect<'remove-socket'> = {
  obstacle: ({ path }, host) => folderObstacle(dirname(path), host),
  standing,

  async apply(change) {
    const now = await standing(change)
    if (typeof now === 'object') throw new FixProblem(now)
    await unlink(change.path)
  },

  async revert({ path, before }) {
    const { createServer } = process.getBuiltinModule('node:net')
    const born = `${path}.new`
    const server = createServer()
    try {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject).listen(born, resolve)
      })
      await rename(born, path)
    } finally {
      await new Promise((resolve) => server.close(resolve))
      await rm(born, { force: true })
    }
    await setAttributes(path, before)
  },
}

async function standing({ path }: ChangeOf<'remove-socket'>): Promise<Standing> {
  try {
    if (!(await lstat(path)).isSocket()) return { key: 'fixes.wasChanged', values: { path } }
  } catch (error) {
    if (isMissing(error)) return 'after'
    throw error
  }
  const probed = await probeSocket(path)
  return probed === 'refused' ? 'before' : { key: 'fixes.socketAnswers', values: { path } }
}
