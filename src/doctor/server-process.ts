import type { Facts } from '../facts/facts.ts'
import type { ProcessFacts } from '../facts/shapes/process.ts'
import type { SelfFacts } from '../facts/shapes/self.ts'
import type { UnitFacts } from '../facts/shapes/unit.ts'
import { accountWord, chatctl, shellWord } from './commands.ts'
import type { Plan } from './fix.ts'
import { hasFailed, systemctl, typeUp } from './systemctl.ts'

/**
 * The processes of the server that is looked at. One that has ended and waits for its parent is none, and where the unit
 * runs ours, an original server in its place is none either.
 */
export function serverProcesses(facts: Facts): readonly ProcessFacts[] {
  if (!facts.processes.seen) return []
  const unit = unitOf(facts)
  const isOurs = unit !== null && unit.execStart.length > 0 && !runsPython(unit)
  return facts.processes.value.filter(
    ({ isMeant, state, kind }) => isMeant && state !== 'Z' && !(isOurs && kind === 'python'),
  )
}

/** Whether a unit starts one of the original servers. */
export function runsPython({ execStart }: UnitFacts): boolean {
  return execStart.some((word) => /\.py$/i.test(word))
}

/** The unit, where this machine has one for this server. */
export function unitOf({ unit }: Facts): UnitFacts | null {
  return unit.seen && unit.value.loadState !== 'not-found' ? unit.value : null
}

/** Whether the server runs, however it was started; null where that cannot be told. */
export function isRunning(facts: Facts): boolean | null {
  const { live, processes } = facts
  if (serverProcesses(facts).length > 0) return true
  const unit = unitOf(facts)
  if (unit !== null && unit.mainPid > 0 && isUp(unit)) return true
  if (live.seen && ['running', 'hung', 'unreachable', 'garbled'].includes(live.value.state)) return true
  if (live.seen && live.value.state === 'denied' && unit === null) return null
  if (!live.seen && !processes.seen) return null
  return false
}

/** Whether systemd takes the unit for running or for about to. */
function isUp({ activeState, subState }: UnitFacts): boolean {
  return (
    ['active', 'reloading', 'activating', 'deactivating'].includes(activeState) && subState !== 'auto-restart'
  )
}

/** Whether a process is the one that the unit runs. */
export function isOfUnit({ unit, pid }: Pick<ProcessFacts, 'unit' | 'pid'>, facts: Facts): boolean {
  const meant = unitOf(facts)
  return meant !== null && (pid === meant.mainPid || unit === `${meant.name}.service`)
}

/** How to start the server here. */
export function startCommands(facts: Facts): string[] {
  const unit = unitOf(facts)
  const { self } = facts
  if (unit !== null && self.seen) return typeUp(unit, self.value, 'start')
  return [serveCommand(facts)]
}

/** How to start it where it has failed for want of something that is there now; one that was stopped was so on purpose. */
export function againIfFailed(facts: Facts): string[] {
  const unit = unitOf(facts)
  return unit !== null && facts.self.seen && hasFailed(unit) && isRunning(facts) !== true
    ? typeUp(unit, facts.self.value, 'start')
    : []
}

/** How to end the server and start it again; users are disconnected. */
export function restartCommands(facts: Facts): string[] {
  const { self } = facts
  const unit = unitOf(facts)
  const process = serverProcesses(facts)[0]
  if (!self.seen) return startCommands(facts)
  if (unit !== null && (process === undefined || isOfUnit(process, facts)))
    return typeUp(unit, self.value, 'restart')
  return process === undefined
    ? startCommands(facts)
    : [killCommand(process, self.value, isDeaf(process, facts)), againCommand(process, facts)]
}

/** The restart by systemd, where the server is its service; it cannot be undone. */
export function restartPlan(facts: Facts): Plan | undefined {
  const unit = unitOf(facts)
  const process = serverProcesses(facts)[0]
  const { self } = facts
  if (unit === null || !self.seen || (process !== undefined && !isOfUnit(process, facts))) return undefined
  return { do: 'run', argv: systemctl(unit, self.value, 'restart', unit.name) }
}

/** Ends a process; a stopped one must be woken to hear it, and one that hangs is deaf to all but one signal. */
export function killCommand({ pid, uid, state }: ProcessFacts, self: SelfFacts, isDeaf = false): string {
  const sudo = uid === self.uid ? '' : self.sudo
  return state === 'T' || isDeaf ? `${sudo}kill -KILL ${pid}` : `${sudo}kill ${pid}`
}

function isDeaf({ pid }: ProcessFacts, { live }: Facts): boolean {
  return live.seen && live.value.state === 'hung' && (live.value.pid === pid || live.value.pid === null)
}

function againCommand({ kind, cwd }: ProcessFacts, facts: Facts): string {
  if (kind === 'chatctl') return serveCommand(facts)
  return `cd ${shellWord(cwd ?? '/opt/chatserver')} && python3 Server.py`
}

/** Served by root, the files of the server would become root's. */
function serveCommand(facts: Facts): string {
  const { self } = facts
  const command = chatctl('serve', facts).replace(/^sudo /, '')
  if (!self.seen) return command
  const { serviceUser, user } = self.value
  return serviceUser === null || serviceUser === user
    ? command
    : `sudo -u ${accountWord(serviceUser)} ${command}`
}
