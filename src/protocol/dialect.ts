import { asBytes, type ByteString, byteString, bytes } from '../encoding/byte-string.ts'
import { jsonString as json } from '../encoding/json-string.ts'
import { PROTOCOL_VERSION } from './limits.ts'
import { EVERYONE, SYSTEM, YOU } from './texts.ts'

/** A packet's body: the text of one JSON object, encoded. */
export type Body = ByteString

/** How the server words its packets (protocol clauses 3.1 and 3.3). */
export interface Dialect {
  readonly id: 'v9' | 'v6'
  /** What follows a text that was cut. */
  readonly cutSuffix: string
  /** A text of the system to one client. */
  system(text: string): Body
  /** A text to everybody, from the system or the operator. */
  announcement(from: string, text: string): Body
  /** Ends a body that has no closing brace yet, with whatever every packet of the dialect carries. */
  close(open: ByteString): Body
}

const FROM_SYSTEM = byteString(SYSTEM)
const TO_YOU = byteString(YOU)
/** In one piece, since they are a part of every text. */
const MSG_TO_EVERYONE = byteString(`"target":"${EVERYONE}","msg":`)
const END = byteString(`"protocol_version":"${PROTOCOL_VERSION}"}`)

/** @param nextId gives the `msg_id` of each packet */
export function v9Dialect(nextId: () => ByteString): Dialect {
  const close = (open: ByteString) => asBytes(`${open},"msg_id":"${nextId()}",${END}`)
  return {
    id: 'v9',
    cutSuffix: '...',
    system: (text) => close(bytes`{"type":"text","from":"${FROM_SYSTEM}","msg":${json(text)}`),
    announcement: (from, text) =>
      close(bytes`{"type":"text","from":${json(from)},${MSG_TO_EVERYONE}${json(text)}`),
    close,
  }
}

export const v6Dialect: Dialect = {
  id: 'v6',
  cutSuffix: '...[已截断]',
  system: (text) => bytes`{"type":"text","from":"${FROM_SYSTEM}","msg":${json(text)}}`,
  announcement: (from, text) => bytes`{"type":"text","from":${json(from)},"msg":${json(text)}}`,
  close: (open) => bytes`${open}}`,
}

/** The packets that only v9 has. Names come as JSON text, because a client's is encoded once and used often. */
export const v9Packets = {
  broadcast: (dialect: Dialect, fromJson: ByteString, msg: string): Body =>
    dialect.close(asBytes(`{"type":"text","from":${fromJson},${MSG_TO_EVERYONE}${json(msg)}`)),

  /** The receiver's copy of a private text. */
  toYou: (dialect: Dialect, fromJson: ByteString, msg: string): Body =>
    dialect.close(bytes`{"type":"text","from":${fromJson},"target":"${TO_YOU}","msg":${json(msg)}`),

  /** The sender's confirmation of a private text. */
  confirmation: (dialect: Dialect, fromJson: ByteString, targetJson: ByteString, msg: string): Body =>
    dialect.close(bytes`{"type":"text","from":${fromJson},"target":${targetJson},"msg":${json(msg)}`),

  userList: (dialect: Dialect, usersJson: ByteString): Body =>
    dialect.close(bytes`{"type":"user_list","users":${usersJson}`),

  fileNotify: (dialect: Dialect, id: string, filename: string, fromJson: ByteString): Body =>
    dialect.close(
      bytes`{"type":"file_notify","file_id":"${byteString(id)}","filename":${json(filename)},"from":${fromJson}`,
    ),

  /** A file's packet in two halves, between which its base64 goes. */
  fileResponse(dialect: Dialect, id: string, filename: string): readonly [head: Body, tail: Body] {
    const head = bytes`{"type":"file_response","file_id":"${byteString(id)}","filename":${json(filename)},"data":"`
    return [head, dialect.close(byteString('"'))]
  },
}
