import type { ServerStatus } from '../../control/methods.ts'
import { residentBytes } from '../resident-bytes.ts'
import type { OperationContext } from './context.ts'

/** Everything that can be counted or read off without I/O. */
export function status(context: OperationContext): ServerStatus {
  const { chat, lock, delay, version, startedAt, now } = context
  const { counters, sanctions, files } = chat
  const log = chat.log.stats()
  return {
    version,
    pid: process.pid,
    startedAt: new Date(startedAt).toISOString(),
    uptimeSeconds: Math.round((now() - startedAt) / 1000),
    compatibility: chat.dialect.id,
    listening: context.listening(),
    config: context.configState(),
    connections: {
      open: chat.clients.size,
      named:
        chat.dialect.id === 'v9'
          ? chat.names.size
          : [...chat.clients].filter(({ name }) => name !== undefined).length,
      max: chat.config.server.max_connections,
      accepted: counters.accepted,
      congested: chat.congested.size,
      highest: counters.highest,
    },
    messages: { in: counters.messagesIn, out: counters.messagesOut },
    bytes: { in: counters.bytesIn, out: counters.bytesOut },
    refused: { ...counters.refused },
    dropped: { ...counters.dropped },
    queue: { bytes: counters.queuedBytes, highWaterBytes: counters.queueHighWater },
    pendingFrameBytes: counters.pendingBytes,
    eventLoopDelay: delay.read(),
    rssBytes: residentBytes(),
    log: {
      level: chat.log.level,
      file: log.file,
      writeErrors: log.writeErrors,
      lastError: log.lastError,
      failing: log.failing,
      lost: log.lost,
    },
    files: { count: files.count, bytes: files.bytes },
    bans: sanctions.bans.size,
    mutes: sanctions.mutes.size,
    globalMute: sanctions.globalMute.on,
    console: { protected: lock.required, locked: lock.locked },
    listErrors: { ban: sanctions.bans.error, mute: sanctions.mutes.error },
  }
}
