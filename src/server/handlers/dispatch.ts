import type { ReadPacket } from '../../protocol/packet.ts'
import type { ChatServer } from '../chat-server.ts'
import type { Client } from '../client.ts'
import { fileRequest } from './file-request.ts'
import { fileUpload } from './file-upload.ts'
import { forward } from './forward.ts'
import { giveName } from './give-name.ts'
import { heartbeat } from './heartbeat.ts'
import { legacyFile } from './legacy-file.ts'
import { text } from './text.ts'

/** Does what one packet type asks for; a promise makes the sender's next packets wait. */
export type Handler = (server: ChatServer, client: Client, read: ReadPacket) => void | Promise<void>

const V9_HANDLERS: ReadonlyMap<unknown, Handler> = new Map<unknown, Handler>([
  ['text', text],
  ['file_upload', fileUpload],
  ['file_request', fileRequest],
  ['file', legacyFile],
])

/** Handles a packet by the rules of the server's dialect (protocol clauses 4 and 5). */
export function handlePacket(server: ChatServer, client: Client, read: ReadPacket): void | Promise<void> {
  const { type } = read.packet
  if (type === 'heartbeat') return heartbeat(server, client, read)
  if (server.dialect.id === 'v6') return forward(server, client, read)
  if (client.name === undefined) giveName(server, client, read.packet.from)
  return V9_HANDLERS.get(type)?.(server, client, read)
}
