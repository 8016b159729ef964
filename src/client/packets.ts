import { LIMITS } from '../protocol/limits.ts'
import { EVERYONE } from '../protocol/texts.ts'
import type { Rules } from './session-events.ts'

/** Room for everything in an upload's packet but the content: a file name of any allowed length, and then some. */
const UPLOAD_OVERHEAD = 4096

/** Most bytes of a file that fit into one packet as base64. */
export const MOST_FILE_BYTES = Math.floor((LIMITS.bodyBytes - UPLOAD_OVERHEAD) / 4) * 3

const HEARTBEAT = '{"type":"heartbeat"}'

/** The bodies that a client sends (protocol clause 3.2). */
export const clientPackets = {
  heartbeat: HEARTBEAT,

  /** Of a type that a v9 server does nothing with except to name the connection (protocol clause 5.1). */
  hello: (from: string) => body({ type: 'hello', from }),

  text: (rules: Rules, from: string, msg: string) =>
    body(rules === 'v9' ? { type: 'text', from, target: EVERYONE, msg } : { type: 'text', from, msg }),

  /** v9 only: under the v6 rules everybody would read it. */
  privateText: (from: string, target: string, msg: string) => body({ type: 'text', from, target, msg }),

  /** v9: to be stored by the server. v6: forwarded to everybody, under the field that the original client reads. */
  upload(rules: Rules, from: string, filename: string, content: Buffer): string {
    const data = content.toString('base64')
    return rules === 'v9'
      ? body({ type: 'file_upload', from, filename, data, size: content.length })
      : body({ type: 'file', from, filename, data })
  },

  fileRequest: (id: string) => body({ type: 'file_request', file_id: id }),
}

function body(packet: Record<string, string | number>): string {
  const clean = Object.entries(packet).map(([key, value]) => [
    key,
    // The originals end a connection that sends half a character.
    typeof value === 'string' ? value.toWellFormed() : value,
  ])
  return JSON.stringify(Object.fromEntries(clean))
}
