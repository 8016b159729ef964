import { TEXTS, UNNAMED } from '../protocol/texts.ts'
import type { ChatServer } from './chat-server.ts'
import { dropSlow } from './client-events.ts'
import { StalledReaders } from './stalled-readers.ts'

/** How often a room looks around, in ms; slots of its deadlines are as long. */
export const BEAT_MS = 1000

/**
 * Looks around in a room once a beat: for those who have fallen silent or read nothing, and for time that was lost.
 *
 * @returns what ends it
 */
export function startBeat(server: ChatServer): () => void {
  const stalled = new StalledReaders()
  const timer = setInterval(() => lookAround(server, stalled), BEAT_MS)
  return () => clearInterval(timer)
}

function lookAround(server: ChatServer, stalled: StalledReaders): void {
  const { clock, config, congested, log, refusals, timeoutMs, wheel } = server
  const stalledMs = clock.beat()
  refusals.sweep(clock.now())
  for (const client of stalled.look(congested, clock.now(), config.server.max_queue_bytes))
    dropSlow(server, client)
  if (stalledMs > 0) log.event('server/stalled', { ms: Math.round(stalledMs) })
  for (const client of wheel.due(clock.now(), timeoutMs)) {
    log.event('chat/heartbeat-timeout', { ip: client.ip, user: client.name ?? UNNAMED })
    server.drop(client, 'heartbeat', TEXTS.heartbeatTimeout)
  }
}
