import type { Fix, Plan } from '../fix.ts'
import { hash, repair, setConfig, writeDefaultConfig } from './plans/config.ts'
import { giveFolders } from './plans/give-folders.ts'
import { reloadServer } from './plans/into-force.ts'
import { makeFolder, removeSocket, setOwnerAndMode } from './plans/paths.ts'
import type { Planner, Site } from './plans/planner.ts'
import { run, stopProcess } from './plans/programs.ts'
import { repairList, rotateLog } from './plans/server-files.ts'
import { FixProblem } from './problem.ts'
import { Workpiece } from './workpiece.ts'

const PLANNERS: { readonly [Kind in Plan['do']]: Planner<Kind> } = {
  'write-default-config': writeDefaultConfig,
  'repair-config': repair,
  'set-config': setConfig,
  'hash-password': hash,
  'make-folder': makeFolder,
  'set-owner-and-mode': setOwnerAndMode,
  'give-folders': giveFolders,
  'remove-socket': removeSocket,
  'repair-list': repairList,
  'rotate-log': rotateLog,
  'stop-process': stopProcess,
  reload: reloadServer,
  run,
}

/**
 * The changes that a fix comes down to on this machine now. Nothing is changed yet; what is shown to people and what is done
 * afterwards are these very changes.
 *
 * @throws FixProblem where it cannot be done, and the system's errors
 */
export async function planChanges(plan: Plan, fix: Fix, site: Site): Promise<Workpiece> {
  const piece = new Workpiece()
  await PLANNERS[plan.do](plan as never, piece, site, fix)
  if (piece.changes.length === 0) throw new FixProblem({ key: 'fixes.nothingToDo' })
  return piece
}
