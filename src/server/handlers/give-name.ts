import { byteString } from '../../encoding/byte-string.ts'
import { TEXTS } from '../../protocol/texts.ts'
import type { ChatServer } from '../chat-server.ts'
import type { Client } from '../client.ts'

/** Names a v9 connection by its first packet: notice, list, and then whatever the packet does (protocol clause 5.1). */
export function giveName(server: ChatServer, client: Client, from: unknown): void {
  const { name, notice } = server.names.claim(typeof from === 'string' ? from : '', client)
  client.name = name
  client.nameJson = byteString(JSON.stringify(name))
  if (notice?.kind === 'refused') server.tell(client, TEXTS.nameRefused(name))
  if (notice?.kind === 'taken') server.tell(client, TEXTS.nameTaken(notice.asked, name))
  server.log.event('chat/named', { ip: client.ip, user: name })
  server.userList.named(client)
}
