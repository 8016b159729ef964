import { cutCodePoints } from '../../chat/code-points.ts'
import { knownAsPlain } from '../../encoding/json-string.ts'
import { v9Packets } from '../../protocol/dialect.ts'
import { membersOf } from '../../protocol/json-text.ts'
import type { ReadPacket } from '../../protocol/packet.ts'
import { EVERYONE, TEXTS } from '../../protocol/texts.ts'
import type { ChatServer } from '../chat-server.ts'
import type { Client } from '../client.ts'
import { BadPacket } from './bad-packet.ts'
import type { Handler } from './dispatch.ts'

/** A text to all or to one (protocol clause 5.3). */
export const text: Handler = (server, client, read) => {
  const { packet } = read
  if (typeof packet.msg !== 'string') throw new BadPacket('msg')
  const target = targetOf(read)
  const msg = moderated(server, packet.msg)
  if (read.isPlain && msg === packet.msg) knownAsPlain(msg)
  const user = client.name
  const isRecorded = target === EVERYONE || server.config.logging.private_texts
  server.log.event('chat/text', { ip: client.ip, user, target, text: isRecorded ? msg : undefined })
  if (server.isMuted(client)) return refuseMuted(server, client)
  if (target === EVERYONE) server.broadcast(v9Packets.broadcast(server.dialect, client.nameJson, msg), client)
  else if (typeof packet.target === 'string') whisper(server, client, target, msg)
  else server.tell(client, TEXTS.offline(target))
  return server.pace(client, msg.length)
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
  const copy = v9Packets.toYou(server.dialect, client.nameJson, msg)
  if (!receiver.hasRoomFor(copy.length)) return server.tell(client, TEXTS.deliveryFailed)
  server.send(receiver, copy)
  server.send(client, v9Packets.confirmation(server.dialect, client.nameJson, receiver.nameJson, msg))
}

/** The target as the originals print it; only lists and objects are none, and only strings can be somebody's name. */
function targetOf({ packet: { target }, text: json }: ReadPacket): string {
  switch (typeof target) {
    case 'undefined':
      return EVERYONE
    case 'string':
      return target
    case 'boolean':
      return target ? 'True' : 'False'
    case 'number':
      return numberAsSent(json)
    default:
      if (target === null) return 'None'
      throw new BadPacket('target')
  }
}

/** The number as it was written, because ours would lose the digits of a large one and the fraction of `1.0`. */
function numberAsSent(json: string): string {
  const member = membersOf(json).findLast(({ key }) => key === 'target')
  return member === undefined ? '' : json.slice(member.valueStart, member.end).trim()
}
