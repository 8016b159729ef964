import { cutCodePoints } from '../../chat/code-points.ts'
import { v9Packets } from '../../protocol/dialect.ts'
import { EVERYONE, TEXTS } from '../../protocol/texts.ts'
import type { ChatServer } from '../chat-server.ts'
import type { Client } from '../client.ts'
import { BadPacket } from './bad-packet.ts'
import type { Handler } from './dispatch.ts'

/** A text to all or to one (protocol clause 5.3). */
export const text: Handler = (server, client, { packet }) => {
  if (typeof packet.msg !== 'string') throw new BadPacket('msg')
  const target = targetOf(packet.target)
  const msg = moderated(server, packet.msg)
  const user = client.name
  const isRecorded = target === EVERYONE || server.config.logging.private_texts
  server.log.event('chat/text', { ip: client.ip, user, target, text: isRecorded ? msg : undefined })
  if (server.isMuted(client)) return refuseMuted(server, client)
  if (target === EVERYONE) server.broadcast(v9Packets.broadcast(server.dialect, client.nameJson, msg), client)
  else whisper(server, client, target, msg)
}

/** Tells a muted client that it was not heard, and the log that it tried. */
export function refuseMuted(server: ChatServer, client: Client): void {
  server.tell(client, TEXTS.muted)
  server.log.event('chat/blocked', { ip: client.ip, user: client.name })
}

/** Cut first, then filtered, so that a word which the cut parts stays. */
function moderated(server: ChatServer, msg: string): string {
  const { enable_message_filter, max_message_length } = server.config.security
  const readable = msg.toWellFormed()
  if (!enable_message_filter) return readable
  const cut = cutCodePoints(readable, max_message_length)
  return server.filter(cut === undefined ? readable : cut + server.dialect.cutSuffix)
}

function whisper(server: ChatServer, client: Client, target: string, msg: string): void {
  const receiver = server.names.holder(target)
  if (receiver === undefined) return server.tell(client, TEXTS.offline(target))
  server.send(receiver, v9Packets.toYou(server.dialect, client.nameJson, msg))
  server.send(client, v9Packets.confirmation(server.dialect, client.nameJson, receiver.nameJson, msg))
}

/** The target as the originals print it; only lists and objects are none. */
function targetOf(target: unknown): string {
  switch (typeof target) {
    case 'undefined':
      return EVERYONE
    case 'string':
      return target
    case 'boolean':
      return target ? 'True' : 'False'
    case 'number':
      return String(target)
    default:
      if (target === null) return 'None'
      throw new BadPacket('target')
  }
}
