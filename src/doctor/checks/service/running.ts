import type { Facts } from '../../../facts/facts.ts'
import type { ProcessFacts } from '../../../facts/shapes/process.ts'
import { about } from '../../about.ts'
import { type Check, defineCheck } from '../../check.ts'
import type { CheckId } from '../../check-ids.ts'
import { chatctl } from '../../commands.ts'
import {
  isOfUnit,
  isRunning,
  killCommand,
  restartCommands,
  runsPython,
  serverProcesses,
  startCommands,
  unitOf,
} from '../../server-process.ts'
import { lookSystemctl, systemctl, typeSystemctl } from '../../systemctl.ts'

/** What everybody notices when the process stands still. */
const STANDS_STILL: readonly CheckId[] = [
  'service/hung',
  'service/event-loop-slow',
  'network/canary-timeout',
  'network/unread-connections',
  'network/backlog-full',
  'network/zombie-connections',
]

/** Whether the server runs, and one alone (guide, checklist 1 and 3; problem 4, step 1). */
export const RUNNING_CHECKS: readonly Check[] = [
  defineCheck({
    id: 'service/not-running',
    guide: { problem: 4, cause: '确认服务正在运行' },
    automatic: true,
    needs: ['live', 'processes', 'self'],
    clears: ['network/not-listening', 'network/canary-refused', 'service/control-socket-stale'],
    judge({ live, self }, all) {
      const unit = unitOf(all)
      const say = about('service/not-running', {
        unit: unit?.name ?? self.unitName,
        state: unit?.activeState ?? '',
        needs: live.needs ?? 'root',
      })
      const running = isRunning(all)
      if (running === null) return say.unknown('untold')
      if (running) return []
      const evidence =
        unit === null
          ? [say.seen('none', "pgrep -af 'chatctl|run.js serve|Server.py'")]
          : [say.seen('inactive', lookSystemctl(unit, self, 'status', unit.name, '--no-pager'))]
      const plan =
        unit === null
          ? undefined
          : ({
              do: 'run',
              argv: systemctl(unit, self, 'start', unit.name),
              undo: systemctl(unit, self, 'stop', unit.name),
            } as const)
      return [say.error('found', evidence, say.fix('fix', startCommands(all), 'safe', plan))]
    },
  }),
  defineCheck({
    id: 'service/process-stopped',
    guide: { problem: 10, cause: '控制台卡住' },
    automatic: true,
    needs: ['processes', 'self'],
    clears: STANDS_STILL,
    judge({ processes, self }, all) {
      const unit = unitOf(all)
      if (unit?.frozen) {
        const say = about('service/process-stopped', { unit: unit.name, pid: unit.mainPid, command: '' })
        const argv = systemctl(unit, self, 'thaw', unit.name)
        return [
          say.error(
            'frozen',
            [say.seen('frozenSeen', lookSystemctl(unit, self, 'show', '-p', 'FreezerState', unit.name))],
            say.fix('thaw', [typeSystemctl(unit, self, 'thaw', unit.name)], 'safe', {
              do: 'run',
              argv,
              undo: systemctl(unit, self, 'freeze', unit.name),
            }),
          ),
        ]
      }
      return processes
        .filter(({ isMeant, state }) => isMeant && /^[Tt]$/.test(state))
        .map(({ pid, command, state, uid }) => {
          const say = about('service/process-stopped', { pid, command, unit: unit?.name ?? '' })
          const argv = ['kill', '-CONT', String(pid)] as const
          const sudo = uid === self.uid ? '' : self.sudo
          const evidence = [say.seen('seen', `ps -o pid,stat,wchan,args -p ${pid}`)]
          if (state === 't')
            return say.error('traced', [say.seen('seen', `grep TracerPid /proc/${pid}/status`)])
          return say.error(
            'found',
            evidence,
            say.fix('fix', [`${sudo}${argv.join(' ')}`], 'safe', {
              do: 'run',
              argv,
              undo: ['kill', '-STOP', String(pid)],
            }),
          )
        })
    },
  }),
  defineCheck({
    id: 'service/process-stuck',
    guide: { problem: 10, cause: '控制台卡住' },
    needs: ['processes', 'self'],
    clears: STANDS_STILL,
    judge({ processes }, all) {
      return processes
        .filter(({ isMeant, state }) => isMeant && /^[DZ]$/.test(state))
        .map(({ pid, command, state, waitsIn }) => {
          const say = about('service/process-stuck', { pid, command, where: waitsIn ?? '?' })
          const look = `ps -o pid,ppid,stat,wchan:32,args -p ${pid}`
          if (state === 'Z')
            return say.error(
              'zombie',
              [say.seen('zombieSeen', look)],
              say.fix('restart', restartCommands(all), 'interrupts-users'),
            )
          return say.error(
            waitsIn === null ? 'found' : 'foundWhere',
            [say.seen('seen', look)],
            say.fix('fix', ['dmesg | tail -30', 'df -h; mount']),
          )
        })
    },
  }),
  defineCheck({
    id: 'service/old-server',
    guide: { problem: 1, cause: '端口被占用' },
    automatic: true,
    needs: ['processes', 'self'],
    wants: ['listeners', 'live'],
    clears: [
      'service/failed',
      'service/restart-loop',
      'service/not-running',
      'service/crashed',
      'network/not-listening',
      'network/canary-timeout',
      'network/canary-slow',
      'network/canary-not-heard',
    ],
    judge({ processes, self }, all) {
      return processes
        .filter(({ kind, isMeant, pid }) => kind === 'python' && (isMeant || holdsOurPort(pid, all) !== null))
        .map((process) => {
          const holds = holdsOurPort(process.pid, all)
          const say = about('service/old-server', {
            pid: process.pid,
            command: process.command,
            user: process.user,
            port: holds ?? '',
            unit: process.unit ?? '',
          })
          const evidence = [
            say.seen(
              process.unit === null ? 'seen' : 'seenUnit',
              `ps -o pid,user,lstart,args -p ${process.pid}`,
            ),
          ]
          if (!isInTheWay(process, all)) return say.hint('only', evidence)
          const commands =
            process.unit === null
              ? [killCommand(process, self)]
              : [`${self.sudo}systemctl disable --now ${process.unit}`]
          const fix = say.fix('fix', [...commands, ...startCommands(all)], 'interrupts-users', {
            do: 'stop-process',
            pid: process.pid,
            command: process.command,
          })
          return holds === null ? say.warning('beside', evidence, fix) : say.error('found', evidence, fix)
        })
    },
  }),
  defineCheck({
    id: 'service/several',
    guide: { problem: null, cause: '' },
    needs: ['live', 'processes', 'self'],
    judge({ live, self }, all) {
      const own = serverProcesses(all).filter(({ kind }) => kind === 'chatctl')
      const pids = own.map(({ pid }) => pid)
      const say = about('service/several', { sockets: live.sockets.join(', '), pids: pids.join(', ') })
      if (live.state === 'several') {
        const commands = live.sockets.map(() => chatctl('status --config …/config.json', all))
        return [
          say.warning(
            'which',
            [say.seen('sockets', "pgrep -af 'serve'")],
            say.fix('name', commands.slice(0, 1)),
          ),
        ]
      }
      if (own.length < 2) return []
      const extra = own.filter((process) => process.pid !== live.pid)
      return [
        say.warning(
          'found',
          own.map(({ pid, command }) =>
            say.seen('seen', `ps -o pid,user,lstart,args -p ${pid}`, { pid, command }),
          ),
          say.fix(
            'fix',
            extra.map((process) => killCommand(process, self)),
            'interrupts-users',
          ),
        ),
      ]
    },
  }),
]

/** An old server that is the service of this machine is no trouble; beside ours, or beside itself, it is. */
function isInTheWay(process: ProcessFacts, all: Facts): boolean {
  if (isOfUnit(process, all)) return false
  const unit = unitOf(all)
  const oursRuns = serverProcesses(all).some(({ kind }) => kind === 'chatctl')
  const isExpected = unit !== null && unit.execStart.length > 0 && !runsPython(unit)
  if (holdsOurPort(process.pid, all) !== null) return isExpected || oursRuns || !process.isMeant
  return process.isMeant && oursRuns
}

function holdsOurPort(pid: number, { listeners }: Facts): number | null {
  const held = listeners.seen
    ? listeners.value.find((listener) => listener.pid === pid && listener.use !== 'other')
    : undefined
  return held?.port ?? null
}
