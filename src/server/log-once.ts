import type { LogEventId } from '../logging/events.ts'
import type { LogFields } from '../logging/fields.ts'
import type { ChatServer } from './chat-server.ts'
import type { Client } from './client.ts'

/** Logs one kind of trouble once per connection: a client that makes it without end must not fill the log with it. */
export function logOnce(server: ChatServer, client: Client, event: LogEventId, fields: LogFields): void {
  client.logged ??= new Set()
  if (client.logged.has(event)) return
  client.logged.add(event)
  server.log.event(event, { ip: client.ip, ...fields })
}
