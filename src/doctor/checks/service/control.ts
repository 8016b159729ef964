import type { ProcessFacts } from '../../../facts/shapes/process.ts'
import { about } from '../../about.ts'
import { type Check, defineCheck } from '../../check.ts'
import { chatctl, shellWord } from '../../commands.ts'
import {
  isRunning,
  restartCommands,
  restartPlan,
  serverProcesses,
  startCommands,
} from '../../server-process.ts'

/** A process that computes all the time does nothing else. */
const ALL_THE_TIME = 90

/** Whether the running server takes orders (guide, problem 10: `输入命令后无反应`). */
export const CONTROL_CHECKS: readonly Check[] = [
  defineCheck({
    id: 'service/hung',
    guide: { problem: 10, cause: '输入命令后无反应' },
    automatic: true,
    needs: ['live', 'self'],
    wants: ['processes'],
    clears: [
      'service/event-loop-slow',
      'service/cpu-busy',
      'network/canary-timeout',
      'network/canary-not-heard',
      'network/unread-connections',
      'network/backlog-full',
      'network/zombie-connections',
    ],
    judge({ live }, all) {
      if (live.state !== 'hung') return []
      const process = serverProcesses(all).find(({ pid }) => pid === live.pid) ?? serverProcesses(all)[0]
      const say = about('service/hung', {
        pid: process?.pid ?? live.pid ?? '?',
        socket: live.socket ?? '?',
        state: process?.state ?? '?',
        where: process?.waitsIn ?? '?',
        cpu: process?.cpuPercent ?? '?',
      })
      const evidence = [
        say.seen('seen', chatctl('status', all)),
        ...(process === undefined ? [] : [say.seen(doing(process), `top -b -n 1 -p ${process.pid}`)]),
      ]
      return [
        say.error(
          'found',
          evidence,
          say.fix('fix', restartCommands(all), 'interrupts-users', restartPlan(all)),
        ),
      ]
    },
  }),
  defineCheck({
    id: 'service/control-socket-missing',
    guide: { problem: 10, cause: '输入命令后无反应' },
    automatic: true,
    needs: ['live', 'self'],
    wants: ['processes'],
    judge({ live }, all) {
      if (live.state !== 'unreachable' && live.state !== 'garbled') return []
      const say = about('service/control-socket-missing', {
        pid: live.pid ?? '?',
        socket: live.socket ?? '?',
      })
      const name = live.state === 'garbled' ? 'garbled' : 'found'
      return [
        say.error(
          name,
          [
            say.seen(
              live.state === 'garbled' ? 'garbledSeen' : 'seen',
              `ls -l ${shellWord(live.socket ?? '')}`,
            ),
          ],
          say.fix('fix', restartCommands(all), 'interrupts-users', restartPlan(all)),
        ),
      ]
    },
  }),
  defineCheck({
    id: 'service/control-socket-stale',
    guide: { problem: 10, cause: '输入命令后无反应' },
    automatic: true,
    needs: ['live', 'self'],
    wants: ['processes'],
    judge({ live }, all) {
      if (live.state !== 'stale' || live.socket === null) return []
      const say = about('service/control-socket-stale', { pid: live.pid ?? '?', socket: live.socket })
      const folder = all.config.seen ? all.config.value.settings.data.directory : '.'
      const evidence = [say.seen('seen', `cat ${shellWord(`${folder}/instance.json`)}; ps -p ${live.pid}`)]
      const fix = say.fix('fix', startCommands(all), 'safe', { do: 'remove-socket', path: live.socket })
      // Another server, an original one say, may have taken its place.
      return [
        isRunning(all) === true ? say.hint('found', evidence, fix) : say.warning('found', evidence, fix),
      ]
    },
  }),
]

/** What a process that does not answer is doing. */
function doing({ state, cpuPercent, waitsIn }: ProcessFacts) {
  if (/^[Tt]$/.test(state)) return 'stopped'
  if (state === 'D') return 'waitingInKernel'
  if ((cpuPercent ?? 0) >= ALL_THE_TIME) return 'computing'
  return waitsIn === null ? 'idle' : 'idleWhere'
}
