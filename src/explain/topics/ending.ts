import type { ending as texts } from '../../messages/en/explain/ending.ts'
import type { Topics } from '../topic.ts'

export const ending: Topics<typeof texts> = {
  killed: {
    exits: [137],
    signals: ['SIGKILL'],
    says: ['code=killed, status=9/KILL', 'code=killed, signal=KILL', 'Killed'],
    proof: ['service/killed-for-memory', 'host/oom-kills'],
    see: ['out-of-memory-kill', 'watchdog'],
  },
  'out-of-memory-kill': {
    checks: ['service/killed-for-memory', 'host/oom-kills'],
    results: ['oom-kill'],
    says: [
      'Out of memory: Killed process {{pid}}',
      'Memory cgroup out of memory',
      'invoked oom-killer',
      'oom-kill:constraint',
      'A process of this unit has been killed by the OOM killer',
      'OOMKilled',
    ],
    see: ['memory-growth', 'memory-low'],
  },
  terminated: { exits: [143], signals: ['SIGTERM'], says: ['code=killed, status=15/TERM', 'Terminated'] },
  interrupted: { exits: [130], signals: ['SIGINT'], python: ['KeyboardInterrupt'] },
  'hang-up': { exits: [129], signals: ['SIGHUP'] },
  'log-signal': { signals: ['SIGUSR1', 'SIGUSR2'] },
  'native-crash': {
    exits: [132, 135, 136, 139, 159],
    signals: ['SIGSEGV', 'SIGBUS', 'SIGILL', 'SIGFPE', 'SIGSYS'],
    results: ['core-dump'],
    says: [
      'Segmentation fault',
      '段错误',
      'Bus error',
      'Illegal instruction',
      'core dumped',
      'code=dumped, status={{status}}',
    ],
    proof: ['service/failed', 'service/crashed'],
  },
  aborted: {
    exits: [134],
    signals: ['SIGABRT'],
    says: ['code=dumped, status=6/ABRT', 'code=killed, status=6/ABRT', 'Aborted (core dumped)'],
    proof: ['service/memory-growth', 'service/failed'],
    see: ['memory-growth', 'watchdog'],
  },
  'ended-by-signal': {
    results: ['signal'],
    says: ['code=killed, status={{status}}', 'Active: failed (Result: signal)'],
    proof: ['service/failed'],
    see: ['killed', 'terminated', 'native-crash'],
  },
  'broken-pipe': {
    exits: [141],
    signals: ['SIGPIPE'],
    errnos: ['EPIPE'],
    python: ['BrokenPipeError'],
    node: ['ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END'],
  },
  crashed: {
    checks: ['service/crashed'],
    events: ['server/crash', 'server/crashed-before', 'server/failed'],
    node: ['ERR_UNHANDLED_REJECTION', 'ERR_UNHANDLED_ERROR', 'ERR_INTERNAL_ASSERTION'],
    says: ['UnhandledPromiseRejection', 'Uncaught Exception', 'Unhandled rejection'],
    quotes: true,
  },
  'shutting-down': {
    events: ['server/stopping', 'server/stopped', 'server/ended', 'server/signal', 'admin/shutdown'],
    texts: ['shutdown'],
    console: ['shuttingDown'],
    messages: ['serve.stopping', 'serve.stopped', 'commands.shutdown', 'console.serverGone'],
    see: ['terminated'],
  },
  'ended-well': {
    exits: [0],
    results: ['success'],
    says: ['Deactivated successfully', 'code=exited, status=0/SUCCESS'],
  },
  'doctor-could-not-run': { exits: [3], says: ['status=3/NOTIMPLEMENTED'] },
}
