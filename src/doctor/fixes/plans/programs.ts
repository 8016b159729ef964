import { isAlive, processStart } from '../../../store/process-start.ts'
import { FixProblem } from '../problem.ts'
import type { Planner } from './planner.ts'

export const stopProcess: Planner<'stop-process'> = async ({ pid, command }, piece) => {
  if (pid <= 1 || pid === process.pid) throw new FixProblem({ key: 'fixes.cannotStop', values: { pid } })
  if (!isAlive(pid, null)) throw new FixProblem({ key: 'fixes.processGone', values: { pid } })
  piece.add({ do: 'stop', process: { pid, start: processStart(pid) }, command })
}

export const run: Planner<'run'> = async ({ argv, undo, first = [] }, piece, _site, { commands }) => {
  const needsRoot = commands.some((command) => command.startsWith('sudo '))
  for (const before of first) piece.add({ do: 'run', argv: before, undo: null, needsRoot })
  piece.add({ do: 'run', argv, undo: undo ?? null, needsRoot })
}
