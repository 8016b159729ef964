import { cleanName } from '../../chat/clean-name.ts'
import { cutCodePoints } from '../../chat/code-points.ts'
import { byteString } from '../../encoding/byte-string.ts'
import { forwardedText } from '../../protocol/forwarding.ts'
import type { Packet } from '../../protocol/packet.ts'
import { TEXTS, UNKNOWN } from '../../protocol/texts.ts'
import type { ChatServer } from '../chat-server.ts'
import type { Client } from '../client.ts'
import { BadPacket } from './bad-packet.ts'
import type { Handler } from './dispatch.ts'
import { safeFileName } from './legacy-file.ts'
import { refuseMuted } from './text.ts'

/** Who asks for a name that nobody may bear. */
const STAND_IN = 'Guest'
/** How much of a name is remembered for the operator's eyes. */
const SHOWN_NAME = 200

type Changes = Record<string, string>

/** The v6 rules: every packet goes to all others as it came (protocol clause 4). */
export const forward: Handler = (server, client, { packet, text, body }) => {
  const changes: Changes = {}
  takeName(server, client, packet, changes)
  if (packet.type === 'text') logText(server, client, packet, changes)
  if (packet.type === 'file') logFile(server, client, packet, changes)
  if (server.isMuted(client)) return refuseMuted(server, client)
  const forwarded = forwardedText(text, changes)
  if (forwarded === undefined) throw new BadPacket('number too long')
  server.broadcast(forwarded === text ? body : byteString(forwarded), client)
  return server.pace(client, body.length)
}

function takeName(server: ChatServer, client: Client, { from, type }: Packet, changes: Changes): void {
  const isNamed = type === 'text' || type === 'file'
  if (isNamed && from !== undefined && typeof from !== 'string') throw new BadPacket('from')
  const name = typeof from === 'string' ? from : UNKNOWN
  if (server.isProtected(cleanName(name))) {
    changes.from = STAND_IN
    if (client.name !== STAND_IN) server.tell(client, TEXTS.nameRefused(STAND_IN))
  }
  // Copied: a piece of a long string would keep all of it in memory.
  client.name = Buffer.from((changes.from ?? name).slice(0, SHOWN_NAME)).toString()
}

function logText(server: ChatServer, client: Client, { msg }: Packet, changes: Changes): void {
  if (typeof msg !== 'string') throw new BadPacket('msg')
  const { enable_message_filter, max_message_length } = server.config.security
  const cut = enable_message_filter ? cutCodePoints(msg.toWellFormed(), max_message_length) : undefined
  if (cut !== undefined) changes.msg = cut + server.dialect.cutSuffix
  server.log.event('chat/text', { ip: client.ip, user: client.name, text: changes.msg ?? msg })
}

function logFile(server: ChatServer, client: Client, { filename }: Packet, changes: Changes): void {
  if (typeof filename !== 'string') throw new BadPacket('filename')
  const safe = safeFileName(filename)
  if (safe !== filename) changes.filename = safe
  server.log.event('chat/file', { ip: client.ip, user: client.name, file: safe })
}
