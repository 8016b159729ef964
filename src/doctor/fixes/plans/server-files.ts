import { lstat } from 'node:fs/promises'
import { readInstance } from '../../../control/instance.ts'
import type { Target } from '../../../facts/target.ts'
import { repairList as repaired } from '../../../sanctions/repair-list.ts'
import { isAlive } from '../../../store/process-start.ts'
import type { ProcessRef } from '../change.ts'
import { targetOf } from '../file-state.ts'
import { FixProblem } from '../problem.ts'
import { bringIntoForce } from './into-force.ts'
import type { Planner } from './planner.ts'

/** The valid entries are kept; the file as it was stays beside it. */
export const repairList: Planner<'repair-list'> = async ({ path }, piece, site, fix) => {
  const { content, state, target } = await piece.read(path)
  const list = repaired(content, path)
  if (list === null) throw new FixProblem({ key: 'fixes.listIsGood', values: { path } })
  await piece.write(`${target}.broken-${stamp(site.host.now())}`, content, state)
  await piece.write(target, Buffer.from(list.text), state)
  piece.notes.push({ key: 'fixes.listKept', values: { count: list.kept.length } })
  if (list.dropped.length > 0) {
    const values = { count: list.dropped.length, entries: JSON.stringify(list.dropped) }
    piece.notes.push({ key: 'fixes.listDropped', values })
  }
  bringIntoForce(piece, site, fix)
}

/** The log is set aside and compressed. The old server keeps writing to a log that was moved, so its log is left alone. */
export const rotateLog: Planner<'rotate-log'> = async ({ path }, piece, { host, target }) => {
  const log = await targetOf(path)
  if (!(await lstat(log)).isFile()) throw new FixProblem({ key: 'fixes.notAFile', values: { path } })
  const writer = await runningServer(target)
  piece.add({ do: 'rotate', path: log, to: `${log}.${stamp(host.now())}`, writer })
}

async function runningServer({ settings }: Target): Promise<ProcessRef | null> {
  const instance = await readInstance(settings.data.directory)
  if (instance === null || !isAlive(instance.pid, instance.processStart)) return null
  return { pid: instance.pid, start: instance.processStart }
}

/** @example stamp(0) // '19700101-000000', in UTC */
function stamp(now: number): string {
  return new Date(now)
    .toISOString()
    .replace(/[-:]|\..*/g, '')
    .replace('T', '-')
}
