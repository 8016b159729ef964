import { type ChatEvent, CONTROL_VERSION } from '../../control/methods.ts'
import { type LogLevel, RANK } from '../../logging/level.ts'
import type { LogEntry } from '../../logging/log.ts'
import type { Operations } from '../control/operations.ts'
import { fileInfos, type OperationContext, UNKNOWN_OPERATOR, userInfo } from './context.ts'
import { LogLevelSwitch } from './log-level.ts'
import { putLogAside } from './put-log-aside.ts'
import { rename } from './rename.ts'
import { ban, globalMute, kick, lift, mute, say } from './sanctioning.ts'
import { status } from './status.ts'

/** Everything that the control socket and the console can ask of the running daemon. */
export function createOperations(context: OperationContext): Operations {
  const { chat, lock } = context
  const level = new LogLevelSwitch(context)
  return {
    hello: () => ({ version: CONTROL_VERSION, server: context.version, pid: process.pid }),
    login: ({ password }) => lock.login(password),
    status: () => status(context),
    settings: () => context.settings(),
    users: () => [...chat.clients].map((client) => userInfo(context, client)),
    ban: (wanted) => ban(context, wanted),
    unban: (params) => lift(context, 'unban', params),
    bans: () => chat.sanctions.bans.entries(),
    mute: (wanted) => mute(context, wanted),
    unmute: (params) => lift(context, 'unmute', params),
    mutes: () => chat.sanctions.mutes.entries(),
    gmute: (params) => globalMute(context, params),
    kick: (params) => kick(context, params),
    rename: (params) => rename(context, params),
    say: (params) => say(context, params),
    samples: () => context.samples(),
    files: () => fileInfos(context),
    canary: () => chat.canaries.grant(),
    save: async () => {
      // Every change is on disk before it is answered, so this is for a file that somebody has removed or broken.
      await chat.sanctions.save()
      chat.log.event('data/saved')
      chat.log.flush()
      return {}
    },
    reload: () => context.reload(UNKNOWN_OPERATOR),
    rotate: ({ as }) => putLogAside(chat.log, as),
    loglevel: (params) => level.set(params),
    'debug-plan': (wanted) => context.debug.plan(wanted),
    'debug-start': ({ by = UNKNOWN_OPERATOR, ...wanted }) => context.debug.start({ ...wanted, by }),
    'debug-state': () => ({ job: context.debug.job }),
    shutdown: ({ by = UNKNOWN_OPERATOR }) => {
      chat.log.event('admin/shutdown', { by })
      context.shutdown()
      return { pid: process.pid }
    },
    follow: (from, listener) =>
      chat.log.subscribe((entry) => isAtLeast(entry, from) && listener(entry as ChatEvent)),
  }
}

function isAtLeast(entry: LogEntry, level: LogLevel | undefined): boolean {
  return level === undefined || RANK[entry.level] >= RANK[level]
}
