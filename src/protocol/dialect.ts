import { PROTOCOL_VERSION } from './limits.ts'
import { EVERYONE, SYSTEM, YOU } from './texts.ts'

/** A packet's body: the text of one JSON object. */
export type Body = string

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
  close(open: string): Body
}

/** A string as JSON text that every reader can decode: a lone surrogate becomes U+FFFD. */
const json = (text: string) => JSON.stringify(text.toWellFormed())

/** @param nextId gives the `msg_id` of each packet */
export function v9Dialect(nextId: () => string): Dialect {
  const close = (open: string) => `${open},"msg_id":"${nextId()}","protocol_version":"${PROTOCOL_VERSION}"}`
  return {
    id: 'v9',
    cutSuffix: '...',
    system: (text) => close(`{"type":"text","from":"${SYSTEM}","msg":${json(text)}`),
    announcement: (from, text) =>
      close(`{"type":"text","from":${json(from)},"target":"${EVERYONE}","msg":${json(text)}`),
    close,
  }
}

export const v6Dialect: Dialect = {
  id: 'v6',
  cutSuffix: '...[已截断]',
  system: (text) => `{"type":"text","from":"${SYSTEM}","msg":${json(text)}}`,
  announcement: (from, text) => `{"type":"text","from":${json(from)},"msg":${json(text)}}`,
  close: (open) => `${open}}`,
}

/** The packets that only v9 has. Names come as JSON text, because a client's is encoded once and used often. */
export const v9Packets = {
  broadcast: (dialect: Dialect, fromJson: string, msg: string): Body =>
    dialect.close(`{"type":"text","from":${fromJson},"target":"${EVERYONE}","msg":${json(msg)}`),

  /** The receiver's copy of a private text. */
  toYou: (dialect: Dialect, fromJson: string, msg: string): Body =>
    dialect.close(`{"type":"text","from":${fromJson},"target":"${YOU}","msg":${json(msg)}`),

  /** The sender's confirmation of a private text. */
  confirmation: (dialect: Dialect, fromJson: string, targetJson: string, msg: string): Body =>
    dialect.close(`{"type":"text","from":${fromJson},"target":${targetJson},"msg":${json(msg)}`),

  userList: (dialect: Dialect, usersJson: string): Body =>
    dialect.close(`{"type":"user_list","users":${usersJson}`),

  fileNotify: (dialect: Dialect, id: string, filename: string, fromJson: string): Body =>
    dialect.close(`{"type":"file_notify","file_id":"${id}","filename":${json(filename)},"from":${fromJson}`),

  /** A file's packet in two halves, between which its base64 goes. */
  fileResponse(dialect: Dialect, id: string, filename: string): readonly [head: string, tail: string] {
    const head = `{"type":"file_response","file_id":"${id}","filename":${json(filename)},"data":"`
    return [head, dialect.close('"')]
  },
}
