import { TEXTS } from '../protocol/texts.ts'
import type { ChatServer } from './chat-server.ts'
import type { Client } from './client.ts'
import { logOnce } from './log-once.ts'

/**
 * Counts a message of a client. One that sends too fast is not read for a moment, so that the network holds it back and
 * nothing of what it says is lost; one that goes on all the same is told and cut off.
 *
 * @param now  of the server's clock
 * @returns what its next message has to wait for; undefined for everybody who does not flood
 */
export function slowFlood(server: ChatServer, client: Client, now: number): Promise<void> | undefined {
  const { max_messages_per_second, message_burst, max_flood_seconds } = server.config.security
  if (max_messages_per_second === 0 || client.leaving) return undefined
  const wait = client.rate.count(now, max_messages_per_second, message_burst)
  if (wait === 0) return undefined
  if (server.isExempt(client.ip)) {
    client.rate.forget()
    return undefined
  }
  const { name: user } = client
  logOnce(server, client, 'chat/flood-slowed', { user, count: max_messages_per_second })
  if (max_flood_seconds > 0 && client.rate.slowedFor(now) >= max_flood_seconds * 1000) {
    server.log.event('chat/flood-cut', { ip: client.ip, user, seconds: max_flood_seconds })
    server.drop(client, 'flood', TEXTS.tooFrequent)
    return undefined
  }
  return new Promise((resolve) => {
    const goOn = () => {
      // It is we who do not read, not he who is silent.
      client.lastSeen = server.clock.now()
      resolve()
    }
    setTimeout(goOn, wait).unref()
  })
}
