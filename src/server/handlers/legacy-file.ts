import { byteString } from '../../encoding/byte-string.ts'
import { forwardedText } from '../../protocol/forwarding.ts'
import { BadPacket } from './bad-packet.ts'
import type { Handler } from './dispatch.ts'
import { refuseMuted } from './text.ts'

/**
 * The v6 `file` packet in a v9 room: handed on whole to all others, under the sender's real name, so that old clients can
 * still send each other files (and new ones ignore it).
 */
export const legacyFile: Handler = (server, client, { packet, text, body }) => {
  const { filename } = packet
  if (typeof filename !== 'string') return
  const safe = safeFileName(filename)
  server.log.event('chat/file', { ip: client.ip, user: client.name, file: safe })
  if (server.isMuted(client)) return refuseMuted(server, client)
  const forwarded = forwardedText(text, {
    from: client.name,
    filename: safe,
    msg_id: undefined,
    protocol_version: undefined,
  })
  if (forwarded === undefined) throw new BadPacket('number too long')
  server.broadcast(server.dialect.close(byteString(forwarded.slice(0, -1))), client)
  return server.pace(client, body.length)
}

/**
 * The old clients save what they receive under the name they are told (protocol clause 18), so a name that leads out of
 * their folder is reduced to its last part. Every other name stays as it is.
 */
export function safeFileName(name: string): string {
  const last = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1).replaceAll('\0', '')
  return last === '' || last === '.' || last === '..' ? 'file' : last
}
