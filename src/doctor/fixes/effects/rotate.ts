import { lstat, readdir, readlink, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { CONVERSIONS, convertFile } from '../../../store/convert-file.ts'
import { removeDrafts } from '../../../store/draft.ts'
import { isAlive } from '../../../store/process-start.ts'
import { syncFolder } from '../../../store/sync-folder.ts'
import { folderObstacle } from '../access.ts'
import type { ProcessRef } from '../change.ts'
import type { Effect } from '../effect.ts'
import { isMissing } from '../file-state.ts'
import { FixProblem } from '../problem.ts'

/** How long the server may take to let go of a log that it was told to open anew. */
const LET_GO_MS = 5000

/** A log is set aside and compressed; the server goes on with a new one. No line is lost, also when the work is cut short. */
export const rotate: Effect<'rotate'> = {
  obstacle: ({ path }, host) => folderObstacle(dirname(path), host),

  async standing({ path, to }) {
    const [here, aside, packed] = await Promise.all([path, to, `${to}.gz`].map(sizeOf))
    if (aside === null && packed === null) {
      return here === null ? { key: 'fixes.isGone', values: { path } } : 'before'
    }
    return here ? { key: 'fixes.wasWrittenAnew', values: { path } } : 'after'
  },

  async apply({ path, to, writer }) {
    await rename(path, to)
    await syncFolder(dirname(path))
    reopen(writer)
    await untilReleased(to, writer)
    await convertFile(to, `${to}.gz`, createGzip())
  },

  async revert({ path, to, writer }) {
    if ((await sizeOf(to)) === null) await convertFile(`${to}.gz`, to, createGunzip())
    // Of a compression that was cut short.
    else await removeDrafts(join(dirname(to), CONVERSIONS))
    // Over the empty one that the server has begun.
    await rename(to, path)
    await rm(`${to}.gz`, { force: true })
    await syncFolder(dirname(path))
    reopen(writer)
    return undefined
  },
}

/** The server's signal for a log that was moved, as logrotate sends it. */
function reopen(writer: ProcessRef | null): void {
  if (writer !== null && isAlive(writer.pid, writer.start)) process.kill(writer.pid, 'SIGUSR2')
}

async function untilReleased(path: string, writer: ProcessRef | null): Promise<void> {
  if (writer === null) return
  const deadline = performance.now() + LET_GO_MS
  while (isAlive(writer.pid, writer.start) && (await holdsOpen(writer.pid, path))) {
    if (performance.now() > deadline) {
      throw new FixProblem({ key: 'fixes.stillOpen', values: { path, pid: writer.pid } })
    }
    await wait(50)
  }
}

async function holdsOpen(pid: number, path: string): Promise<boolean> {
  const folder = `/proc/${pid}/fd`
  for (const descriptor of await readdir(folder).catch(() => [])) {
    if ((await readlink(`${folder}/${descriptor}`).catch(() => '')) === path) return true
  }
  return false
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await lstat(path)).size
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}
