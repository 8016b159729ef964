import { isUtf8 } from 'node:buffer'
import { endOfString } from './json-text.ts'
import { LIMITS } from './limits.ts'

/** A decoded packet: a JSON object with whatever fields its sender chose. Only what a handler has checked is known. */
export type Packet = Readonly<Record<string, unknown>>

/**
 * Why a body is no packet (protocol clause 10). After `json` a v9 connection lives on; everything else ends it.
 */
export type PacketError = 'utf8' | 'json' | 'depth' | 'values' | 'shape'

/** A packet with what it was read from, which v6 forwards as it came. */
export interface ReadPacket {
  readonly packet: Packet
  readonly text: string
  /** The frame's bytes, valid until the next frame is read. */
  readonly body: Buffer
  /** Whether every string in it is ASCII without an escape: within quotes it is its own JSON. */
  readonly isPlain: boolean
}

/** A JSON string without an escape. */
const LITERAL = String.raw`"([^"\\\0-\x1f]*)"`
/**
 * What clients send all the time: a text without an escape, with or without a target, in the order and with or without the
 * spaces of the usual clients. It is read in a third of the time that the whole check and the parser take, to the same packet.
 */
const USUAL_TEXT = new RegExp(
  `^\\{"type": ?"text", ?"from": ?${LITERAL}, ?(?:"target": ?${LITERAL}, ?)?"msg": ?${LITERAL}\\}$`,
)
/** Longer ones are rare, and not for an expression. */
const USUAL_LENGTH = 4096

/** Reads one frame's body; empty objects count as no packet, as they did in the originals. */
export function readPacket(body: Buffer): ReadPacket | PacketError {
  const text = body.toString('utf8')
  // What cannot be decoded has become U+FFFD; whoever sends that character itself is looked at twice.
  if (text.includes('\ufffd') && !isUtf8(body)) return 'utf8'
  const usual = text.length <= USUAL_LENGTH ? USUAL_TEXT.exec(text) : null
  if (usual !== null) return usualText(usual, text, body)
  // Checked before parsing: a million brackets cost the parser a quarter of a second.
  const excess = excessOf(text)
  if (excess !== undefined) return excess
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return 'json'
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'shape'
  for (const _ in value) return { packet: value as Packet, text, body, isPlain: false }
  return 'shape'
}

function usualText([, from, target, msg]: RegExpExecArray, text: string, body: Buffer): ReadPacket {
  const packet = target === undefined ? { type: 'text', from, msg } : { type: 'text', from, target, msg }
  return { packet, text, body, isPlain: text.length === body.length }
}

/** What a text has too much of, strings apart: brackets inside of brackets, or values. */
function excessOf(text: string): 'depth' | 'values' | undefined {
  if (text.length <= LIMITS.jsonDepth) return undefined
  let depth = 0
  let values = 0
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x22:
        at = endOfString(text, at)
        break
      case 0x5b:
      case 0x7b:
        if (++depth > LIMITS.jsonDepth) return 'depth'
        break
      case 0x5d:
      case 0x7d:
        depth--
        break
      case 0x2c:
        if (++values > LIMITS.packetValues) return 'values'
        break
    }
  }
  return undefined
}
