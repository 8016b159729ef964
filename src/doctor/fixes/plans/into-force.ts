import type { Fix } from '../../fix.ts'
import { systemctl } from '../../systemctl.ts'
import { FixProblem } from '../problem.ts'
import type { Workpiece } from '../workpiece.ts'
import type { Planner, Site } from './planner.ts'

/** Has a running server take over what is changed: by reading it again, or else by a restart where the fix says so. */
export function bringIntoForce(piece: Workpiece, { host, facts }: Site, fix: Fix): void {
  const { live, unit, self } = facts
  if (live.seen && live.value.state === 'running' && live.value.socket !== null) {
    piece.add({ do: 'reload', socket: live.value.socket, again: true })
  } else if (unit.seen && self.seen && unit.value.activeState === 'active' && fix.risk !== 'safe') {
    const argv = systemctl(unit.value, self.value, 'restart', unit.value.name)
    piece.add({ do: 'restart', argv, needsRoot: host.uid > 0 && !unit.value.isOfUser, again: true })
  }
}

export const reloadServer: Planner<'reload'> = async (_plan, piece, { facts: { live } }) => {
  if (!live.seen || live.value.socket === null) throw new FixProblem({ key: 'fixes.notRunning' })
  piece.add({ do: 'reload', socket: live.value.socket, again: false })
}
