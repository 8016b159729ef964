import { about } from '../../about.ts'
import { type Check, defineCheck } from '../../check.ts'
import { rootOr } from '../../root-or.ts'
import { restartCommands, serverProcesses, unitOf } from '../../server-process.ts'
import { dropInCommands } from '../../systemctl.ts'

const NEARLY_ALL = 0.95
const MOST = 0.8
/** Files, sockets and pipes that the server needs beside its connections. */
const OWN_FILES = 64
const BUSY_PERCENT = 95
const SLOW_MS = 300
const VERY_SLOW_MS = 1500
/** A start is one long turn, and colours the figures of the first minute. */
const WARM_SECONDS = 60

/** What the process uses up (guide, problems 7 and 8). */
export const RESOURCE_CHECKS: readonly Check[] = [
  defineCheck({
    id: 'service/open-files',
    guide: { problem: 7, cause: '检查进程资源使用' },
    needs: ['processes', 'config', 'self'],
    clears: [
      'network/canary-refused',
      'network/canary-timeout',
      'network/canary-not-admitted',
      'network/canary-not-heard',
      'network/backlog-full',
      'network/unread-connections',
      // Who asks the server then is hung up on without an answer.
      'service/control-socket-missing',
      'service/hung',
      'maintenance/log-errors',
    ],
    judge({ config, self }, all) {
      const process = serverProcesses(all)[0]
      if (process === undefined) return about('service/open-files').skipped('notRunning')
      const { openFiles, openFilesLimit: limit, pid } = process
      const wanted = config.settings.server.max_connections + OWN_FILES
      const unit = unitOf(all)
      const say = about('service/open-files', {
        open: openFiles ?? '?',
        limit: limit ?? '?',
        pid,
        wanted,
        needs: rootOr(process.user),
      })
      if (limit === null || openFiles === null) return say.unknown('untold')
      const evidence = [say.seen('seen', `grep 'open files' /proc/${pid}/limits; ls /proc/${pid}/fd | wc -l`)]
      const higher = Math.max(65_536, wanted)
      const commands =
        unit === null
          ? [`ulimit -n ${higher}`, ...restartCommands(all)]
          : dropInCommands(unit, self, 'limit', `'[Service]\\nLimitNOFILE=${higher}\\n'`)
      const fix = say.fix('fix', commands, 'interrupts-users')
      if (openFiles >= limit * NEARLY_ALL) return [say.error('found', evidence, fix)]
      if (openFiles >= limit * MOST) return [say.warning('found', evidence, fix)]
      return limit < wanted ? [say.warning('tooFew', evidence, fix)] : []
    },
  }),
  defineCheck({
    id: 'service/cpu-busy',
    guide: { problem: 7, cause: 'CPU 使用率高' },
    needs: ['processes', 'self'],
    wants: ['live'],
    clears: ['service/event-loop-slow', 'network/canary-slow'],
    judge(_facts, all) {
      const process = serverProcesses(all)[0]
      const say = about('service/cpu-busy', {
        pid: process?.pid ?? '?',
        cpu: process?.cpuPercent ?? '?',
        users: all.live.seen ? (all.live.value.status?.connections.open ?? '?') : '?',
      })
      if (process === undefined) return say.skipped('notRunning')
      if (process.cpuPercent === null) return say.unknown('untold')
      // One that answers in time is busy and well.
      const late = all.live.seen ? (all.live.value.status?.eventLoopDelay.p99 ?? SLOW_MS) : SLOW_MS
      if (process.cpuPercent < BUSY_PERCENT || late < SLOW_MS) return []
      return [
        say.warning(
          'found',
          [say.seen('seen', `top -b -n 1 -p ${process.pid}`)],
          say.fix('fix', [`top -H -p ${process.pid}`]),
        ),
      ]
    },
  }),
  defineCheck({
    id: 'service/event-loop-slow',
    guide: { problem: 7, cause: '消息延迟' },
    needs: ['live', 'self'],
    clears: ['network/canary-slow'],
    judge({ live: { status, answerMs } }, all) {
      const say = about('service/event-loop-slow', {
        p50: status?.eventLoopDelay.p50 ?? '?',
        p99: status?.eventLoopDelay.p99 ?? '?',
        max: status?.eventLoopDelay.max ?? '?',
        answer: answerMs ?? '?',
      })
      if (status === null) return say.skipped('untold')
      const { p50, p99 } = status.eventLoopDelay
      if ((status.uptimeSeconds < WARM_SECONDS ? p50 : p99) < SLOW_MS) return []
      const evidence = [say.seen('seen', 'chatctl status')]
      const pid = serverProcesses(all)[0]?.pid
      const fix = say.fix('fix', pid === undefined ? ['uptime'] : ['uptime', `top -b -n 1 -p ${pid}`])
      return [p99 >= VERY_SLOW_MS ? say.error('found', evidence, fix) : say.warning('found', evidence, fix)]
    },
  }),
]
