import { v9Packets } from '../../protocol/dialect.ts'
import { frameOf } from '../../protocol/frame.ts'
import { TEXTS } from '../../protocol/texts.ts'
import type { ChatServer } from '../chat-server.ts'
import type { Client } from '../client.ts'
import type { OpenedFile } from '../files/stored-file.ts'
import { BadPacket } from './bad-packet.ts'
import type { Handler } from './dispatch.ts'

/** Sends a stored file to whoever knows its id (protocol clause 5.4), in its place among the answers. */
export const fileRequest: Handler = (server, client, { packet }) => {
  const id = packet.file_id
  if (typeof id === 'object' && id !== null) throw new BadPacket('file_id')
  server.counters.messagesOut++
  const bytes = server.files.sizeOf(String(id))
  server.turn.send(client, { bytes, open: () => answer(server, client, String(id)) })
}

async function answer(
  server: ChatServer,
  client: Client,
  id: string,
): Promise<AsyncIterable<Buffer> | Buffer> {
  const opened = await server.files.open(id)
  if (typeof opened === 'string') {
    if (opened === 'unreadable')
      server.log.event('file/read-failed', { ip: client.ip, fileId: id, error: opened })
    const text = opened === 'unknown' ? TEXTS.fileUnknown : TEXTS.fileUnreadable
    return frameOf(server.dialect.system(text))
  }
  const { name, downloads } = opened.file
  server.log.event('file/downloaded', { ip: client.ip, user: client.name, file: name })
  server.log.event('file/download-counted', { file: name, count: downloads })
  return framed(server, opened)
}

/** The frame of a file: its length is known before its content is read. */
async function* framed(server: ChatServer, opened: OpenedFile): AsyncIterable<Buffer> {
  const { file, encodedBytes, chunks } = opened
  try {
    const [head, tail] = v9Packets.fileResponse(server.dialect, file.id, file.name)
    const start = frameOf(head)
    start.writeUInt32BE(head.length + encodedBytes + tail.length, 0)
    yield start
    yield* chunks
    yield Buffer.from(tail, 'latin1')
  } finally {
    await opened.close()
  }
}
