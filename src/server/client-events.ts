import { type PacketError, type ReadPacket, readPacket } from '../protocol/packet.ts'
import type { ChatServer } from './chat-server.ts'
import type { Client, ClientEvents } from './client.ts'
import { slowFlood } from './flood.ts'
import { BadPacket } from './handlers/bad-packet.ts'
import { handlePacket } from './handlers/dispatch.ts'
import { logOnce } from './log-once.ts'

/** An incomplete frame up to this size is never grudged; the shared limit is for the large ones. */
const SMALL_FRAME_BYTES = 64 << 10

const ERRORS: Record<PacketError, string> = {
  utf8: 'invalid UTF-8',
  json: 'invalid JSON',
  depth: 'nested too deeply',
  values: 'too many values',
  shape: 'not a JSON object',
}

/** What happens when a client's connection does something. */
export function clientEvents(server: ChatServer): ClientEvents {
  return {
    frame(client, body) {
      server.counters.messagesIn++
      const now = server.clock.now()
      const handled = handle(server, client, body, now)
      const slowed = slowFlood(server, client, now)
      return handled && slowed ? handled.then(() => slowed) : (handled ?? slowed)
    },

    broken(client, error) {
      logOnce(server, client, 'protocol/bad-frame', { error: `非法的包长度 (${error})` })
      server.drop(client, 'protocol')
    },

    pending(client, change) {
      const { counters, config } = server
      counters.pendingBytes += change
      if (change <= 0 || client.pendingBytes <= SMALL_FRAME_BYTES) return
      // A long upload is a sign of life too, but only one that makes headway.
      const steps = (bytes: number) => Math.floor(bytes / SMALL_FRAME_BYTES)
      if (steps(client.pendingBytes) > steps(client.pendingBytes - change))
        client.lastSeen = server.clock.now()
      if (counters.pendingBytes <= config.server.max_pending_bytes) return
      logOnce(server, client, 'memory/pending-frames', { bytes: client.pendingBytes })
      server.drop(client, 'pending-memory')
    },

    overflow: (client) => dropSlow(server, client),

    congested(client, is) {
      if (is) server.congested.add(client)
      else server.congested.delete(client)
    },

    gone: (client) => server.leave(client),
  }
}

function handle(server: ChatServer, client: Client, body: Buffer, now: number): void | Promise<void> {
  const read = readPacket(body)
  if (typeof read === 'string') return rejectBody(server, client, read)
  client.lastSeen = now
  return guarded(server, client, read)
}

/** Ends a connection that does not read. */
export function dropSlow(server: ChatServer, client: Client): void {
  logOnce(server, client, 'chat/slow-reader', { bytes: client.owedBytes, user: client.name })
  server.counters.drop('slow-reader')
  // May come from the middle of a delivery: the room hears of it when the socket has closed.
  client.destroy()
}

/** Runs a handler; whatever goes wrong in it ends this connection and no other (protocol clause 10). */
function guarded(server: ChatServer, client: Client, read: ReadPacket): void | Promise<void> {
  try {
    return handlePacket(server, client, read)?.catch((error) => failed(server, client, error))
  } catch (error) {
    failed(server, client, error)
  }
}

function failed(server: ChatServer, client: Client, error: unknown): void {
  if (error instanceof BadPacket) logOnce(server, client, 'protocol/bad-packet', { error: error.message })
  else {
    const { stack } = error as Error
    server.log.event('server/failed', { ip: client.ip, error: String(error), stack })
  }
  server.drop(client, 'protocol')
}

function rejectBody(server: ChatServer, client: Client, error: PacketError): void {
  if (error === 'json' && server.dialect.id === 'v9') {
    logOnce(server, client, 'protocol/not-json', { error: ERRORS.json })
    return
  }
  logOnce(server, client, error === 'shape' ? 'protocol/bad-packet' : 'protocol/bad-frame', {
    error: ERRORS[error],
  })
  server.drop(client, 'protocol')
}
