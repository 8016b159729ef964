import chalk from 'chalk'
import type { ServerStatus } from '../../control/methods.ts'
import { bytes, count, duration } from '../../messages/format.ts'
import { t } from '../../messages/index.ts'
import { escapeForTerminal } from '../escape.ts'
import { type Labelled, labelled } from './table.ts'

/** What `chatctl status` shows: everything that tells a healthy server from a sick one, on 80 columns. */
export function statusScreen(status: ServerStatus): string {
  const head = t('commands.status.head', {
    version: status.version,
    rules: status.compatibility,
    pid: status.pid,
    uptime: duration(status.uptimeSeconds),
  })
  const lines = [...place(status), ...traffic(status), ...health(status), ...state(status)]
  return `${chalk.bold(head)}\n${labelled(lines)}`
}

function place({ listening, config }: ServerStatus): Labelled[] {
  const addresses = listening.map(
    ({ host, port, tls }) => `${host.includes(':') ? `[${host}]` : host}:${port}${tls ? ' (TLS)' : ''}`,
  )
  const { path, generation, error } = config
  return [
    { label: t('commands.status.listening'), text: addresses.join(', ') },
    {
      label: t('commands.status.config'),
      text: path
        ? t('commands.status.configFile', { path: escapeForTerminal(path), generation })
        : t('commands.status.configNone', { generation }),
    },
    ...alarm(error, (text) => t('commands.status.configError', { error: text })),
  ]
}

function traffic(status: ServerStatus): Labelled[] {
  const { connections, messages } = status
  return [
    {
      label: t('commands.status.connections'),
      text: t('commands.status.connectionCounts', { ...counted(connections) }),
      alarm: connections.open >= connections.max,
    },
    {
      label: t('commands.status.messages'),
      text: t('commands.status.traffic', {
        ...counted(messages),
        bytesIn: bytes(status.bytes.in),
        bytesOut: bytes(status.bytes.out),
      }),
    },
    { label: t('commands.status.refused'), text: byReason(status.refused) },
    { label: t('commands.status.dropped'), text: byReason(status.dropped) },
    {
      label: t('commands.status.queue'),
      text: t('commands.status.queueCounts', {
        congested: connections.congested,
        bytes: bytes(status.queue.bytes),
        high: bytes(status.queue.highWaterBytes),
        pending: bytes(status.pendingFrameBytes),
      }),
    },
  ]
}

function health({ eventLoopDelay, rssBytes, log }: ServerStatus): Labelled[] {
  const { p50, p99, max } = eventLoopDelay
  const to = log.file === null ? 'commands.status.logStderr' : 'commands.status.logTo'
  return [
    {
      label: t('commands.status.eventLoop'),
      text: t('commands.status.delays', { p50: p50.toFixed(1), p99: p99.toFixed(1), max: max.toFixed(1) }),
    },
    { label: t('commands.status.memory'), text: bytes(rssBytes) },
    {
      label: t('commands.status.log'),
      text: t(to, { level: log.level, file: escapeForTerminal(log.file ?? '') }),
    },
    ...alarm(log.writeErrors > 0 ? (log.lastError ?? '') : null, (error) =>
      t('commands.status.logErrors', { count: log.writeErrors, error }),
    ),
  ]
}

function state(status: ServerStatus): Labelled[] {
  const { files, bans, mutes, globalMute, listErrors } = status
  const lists = t('commands.status.listCounts', { bans, mutes })
  const { locked } = status.console
  const doors = status.console.protected ? 'commands.status.consoleProtected' : 'commands.status.consoleOpen'
  return [
    {
      label: t('commands.status.files'),
      text: t('commands.status.fileCounts', { count: count(files.count), bytes: bytes(files.bytes) }),
    },
    { label: t('commands.status.lists'), text: lists },
    ...(globalMute ? [{ label: '', text: t('commands.status.globalMute'), alarm: true }] : []),
    ...alarm(listErrors.ban, (error) => t('commands.status.banListError', { error })),
    ...alarm(listErrors.mute, (error) => t('commands.status.muteListError', { error })),
    {
      label: t('commands.status.console'),
      text: t(locked ? 'commands.status.consoleLocked' : doors),
      alarm: locked,
    },
  ]
}

function alarm(problem: string | null, sentence: (problem: string) => string): Labelled[] {
  return problem === null ? [] : [{ label: '', text: sentence(escapeForTerminal(problem)), alarm: true }]
}

/** `heartbeat 4, slow-reader 1`: the reasons are ids, the same in JSON, in the log and in the docs. */
function byReason(counts: Readonly<Record<string, number>>): string {
  const some = Object.entries(counts).filter(([, times]) => times > 0)
  if (some.length === 0) return t('commands.status.none')
  return some.map(([reason, times]) => `${escapeForTerminal(reason)} ${count(times)}`).join(', ')
}

function counted(numbers: Readonly<Record<string, number>>): Record<string, string> {
  return Object.fromEntries(Object.entries(numbers).map(([name, number]) => [name, count(number)]))
}
