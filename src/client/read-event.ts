import { strictBase64 } from '../protocol/base64.ts'
import { CANARY_TYPE } from '../protocol/canary.ts'
import type { Packet } from '../protocol/packet.ts'
import { EVERYONE, OPERATOR, SYSTEM, YOU } from '../protocol/texts.ts'
import type { SessionEvent } from './session-events.ts'
import { readNotice } from './system-texts.ts'

/** Names of a list that are looked at; no room is larger, and a hostile list may be. */
const MOST_NAMES = 100_000

/**
 * What a packet says, from a server that may send anything.
 *
 * @param me  our own name, which stands for the server's `你`
 * @returns undefined for packets that have no meaning for a client or lack a field
 */
export function readEvent(packet: Packet, me: string): SessionEvent | undefined {
  switch (packet.type) {
    case CANARY_TYPE:
      return typeof packet.heard === 'string' ? { kind: 'canary', heard: packet.heard } : undefined
    case 'text':
      return readText(packet, me)
    case 'user_list':
      return readUsers(packet.users)
    case 'file_notify': {
      const { file_id: id, filename: name, from } = packet
      if (typeof id !== 'string' || typeof name !== 'string') return undefined
      return { kind: 'file-offer', id, name, from: nameOf(from) }
    }
    case 'file_response': {
      const { file_id: id, filename: name } = packet
      const data = decoded(packet.data)
      if (typeof id !== 'string' || typeof name !== 'string' || data === undefined) return undefined
      return { kind: 'file', id, name, data }
    }
    case 'file': {
      const { filename: name, from } = packet
      // Documented as `filedata`, sent as `data` by the original client (protocol clause 19).
      const data = decoded(packet.data) ?? decoded(packet.filedata)
      if (typeof name !== 'string' || data === undefined) return undefined
      return { kind: 'file-pushed', name, from: nameOf(from), data }
    }
  }
  return undefined
}

function readText({ from, msg, target }: Packet, me: string): SessionEvent | undefined {
  if (typeof msg !== 'string') return undefined
  if (from === SYSTEM) {
    const { is, values } = readNotice(msg)
    return { kind: 'notice', notice: is, values, text: msg }
  }
  if (from === OPERATOR) return { kind: 'announcement', text: msg }
  if (typeof target !== 'string' || target === EVERYONE)
    return { kind: 'text', from: nameOf(from), text: msg }
  return { kind: 'private', from: nameOf(from), to: target === YOU ? me : target, text: msg }
}

/** An empty list was on its way before the server heard our name, and tells nothing: the next one has us in it. */
function readUsers(users: unknown): SessionEvent | undefined {
  if (!Array.isArray(users)) return undefined
  const names = users.slice(0, MOST_NAMES).filter((name) => typeof name === 'string')
  return names.length > 0 ? { kind: 'users', names } : undefined
}

function nameOf(from: unknown): string {
  return typeof from === 'string' ? from : ''
}

function decoded(data: unknown): Buffer | undefined {
  if (typeof data !== 'string') return undefined
  const checked = strictBase64(data)
  return typeof checked === 'string' ? undefined : Buffer.from(checked.base64, 'base64')
}
