import { ALLOWED_EXTENSIONS, kib } from '../../chat/file-names.ts'
import type { LogEventId } from '../../logging/events.ts'
import { v9Packets } from '../../protocol/dialect.ts'
import { TEXTS } from '../../protocol/texts.ts'
import type { ChatServer } from '../chat-server.ts'
import type { FileRefusal } from '../files/stored-file.ts'
import type { Handler } from './dispatch.ts'
import { refuseMuted } from './text.ts'

const MIB = 1 << 20

/** Refusals that the originals had words of their own for. */
const EVENTS: Partial<Record<FileRefusal, LogEventId>> = {
  format: 'file/bad-base64',
  unusable: 'file/failed',
  storage: 'file/write-failed',
  'disk-low': 'file/write-failed',
}

/** Stores a file and announces it to all, the uploader too (protocol clause 5.4). */
export const fileUpload: Handler = async (server, client, { packet }) => {
  const { filename, data } = packet
  const user = client.name ?? ''
  const named = typeof filename === 'string' ? filename : ''
  server.log.event('chat/file', { ip: client.ip, user, file: named })
  if (server.isMuted(client)) return refuseMuted(server, client)
  const saved = await server.files.save({
    name: named,
    data: typeof data === 'string' ? data : undefined,
    uploader: user,
    ip: client.ip,
  })
  if (!saved.ok) {
    const { refusal, detail } = saved
    server.log.event(EVENTS[refusal] ?? 'file/refused', {
      ip: client.ip,
      user,
      file: named,
      reason: detail ?? refusal,
      error: detail ?? refusal,
    })
    return server.tell(client, refusalText(server, refusal))
  }
  const { id, name, bytes } = saved.file
  server.log.event('file/uploaded', { ip: client.ip, user, file: name, bytes, fileId: id })
  server.broadcast(v9Packets.fileNotify(server.dialect, id, name, client.nameJson))
  server.tell(client, TEXTS.fileSaved(name, kib(bytes)))
}

function refusalText({ config }: ChatServer, refusal: FileRefusal): string {
  switch (refusal) {
    case 'name':
      return TEXTS.fileName
    case 'type':
      return TEXTS.fileType(ALLOWED_EXTENSIONS)
    case 'size':
      return TEXTS.fileSize((config.files.max_file_bytes / MIB).toFixed(1))
    case 'format':
      return TEXTS.fileFormat
    case 'unusable':
      return TEXTS.fileFailed
    default:
      return TEXTS.fileNotSaved
  }
}
