import { readNotice } from '../client/system-texts.ts'
import { isHarmless, namesSecret } from '../config/secret-keys.ts'
import type { Packet } from '../protocol/packet.ts'
import { SYSTEM } from '../protocol/texts.ts'
import type { Side } from './events.ts'

/** What stands in the place of a value that is nobody's business. */
export interface Hidden {
  /** `text`, `data` (a file), `secret`, or `value` for what the protocol does not know. */
  readonly hidden: 'text' | 'data' | 'secret' | 'value'
  /** Characters of it; bytes of data. */
  readonly size: number
}

/** Fields that say who, to whom and what it is about. */
const OPEN = new Set(['type', 'from', 'target', 'filename', 'size', 'msg_id', 'protocol_version', 'users'])
/** Shown of a file's id, which is all that protects the file: enough to tell two apart. */
const ID_LETTERS = 8

/**
 * A packet without what people said, without files, and without what would let a reader in.
 *
 * @param includeMessages  shows texts and unknown fields; files, tokens of canaries and what sounds like a password never are
 */
export function maskPacket(packet: Packet, by: Side, includeMessages: boolean): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(packet).map(([key, value]) => [key, masked(packet, key, value, by, includeMessages)]),
  )
}

function masked(packet: Packet, key: string, value: unknown, by: Side, includeMessages: boolean): unknown {
  if (OPEN.has(key)) return value
  if (key === 'data' || key === 'filedata') return hidden('data', base64Bytes(value))
  if (key === 'chatctl_canary' || key === 'heard') return hidden('secret', sizeOf(value))
  if (key === 'msg') return includeMessages || isOfSystem(packet, by) ? value : hidden('text', sizeOf(value))
  if (key === 'file_id')
    return typeof value === 'string' ? `${value.slice(0, ID_LETTERS)}…` : hidden('secret', sizeOf(value))
  return includeMessages ? withoutSecrets(key, value) : hidden('value', sizeOf(value))
}

/** What a client of another sort sends to log in was not asked for with the texts. */
function withoutSecrets(key: string, value: unknown): unknown {
  if (namesSecret(key) && !isHarmless(value)) return hidden('secret', sizeOf(value))
  if (Array.isArray(value)) return value.map((item) => withoutSecrets('', item))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withoutSecrets(name, inner)]))
}

/** Only its own texts are shown, as under the v6 rules anybody can call himself so. */
const isOfSystem = ({ from, msg }: Packet, by: Side) =>
  by === 'server' && from === SYSTEM && typeof msg === 'string' && readNotice(msg).is !== 'other'

const hidden = (kind: Hidden['hidden'], size: number): Hidden => ({ hidden: kind, size })

const sizeOf = (value: unknown) =>
  typeof value === 'string' ? [...value].length : (JSON.stringify(value)?.length ?? 0)

function base64Bytes(value: unknown): number {
  return typeof value === 'string' ? Buffer.byteLength(value, 'base64') : sizeOf(value)
}
