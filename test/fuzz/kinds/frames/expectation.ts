export type Rules = 'v9' | 'v6'

/**
 * What the protocol says must become of a frame: whether the connection lives on, and whether the other clients get a
 * packet of it. `free` where it leaves the choice.
 */
export interface Expectation {
  readonly connection: 'lives' | 'ends' | 'free'
  readonly delivered: 'yes' | 'no' | 'free'
}

const LIVES: Expectation = { connection: 'lives', delivered: 'no' }
const ENDS: Expectation = { connection: 'ends', delivered: 'no' }
const DELIVERED: Expectation = { connection: 'lives', delivered: 'yes' }
const FREE: Expectation = { connection: 'free', delivered: 'free' }

/** Well below what every reader of JSON can take, and well above. */
const SURELY_SHALLOW = 400
const SURELY_READABLE_DIGITS = /[0-9]{4001}/
/** WIRE clause 1. */
export const LARGEST_BODY = 52_428_800

/** For a frame whose length is right. Reads the protocol anew and shares no code with the server. */
export function expectationOf(body: Buffer, rules: Rules): Expectation {
  if (body.length === 0 || body.length > LARGEST_BODY) return ENDS
  const text = decoded(body)
  if (text === undefined) return ENDS
  const brackets = text.match(/[[{]/g)?.length ?? 0
  if (brackets > SURELY_SHALLOW || SURELY_READABLE_DIGITS.test(text)) return FREE
  const packet = parsed(text)
  if (packet === undefined) return rules === 'v9' ? LIVES : ENDS
  if (packet === null || typeof packet !== 'object' || Array.isArray(packet)) return ENDS
  if (Object.keys(packet).length === 0) return ENDS
  return rules === 'v9' ? byV9(new Map(Object.entries(packet))) : byV6(new Map(Object.entries(packet)))
}

const isList = (value: unknown) => typeof value === 'object' && value !== null

function byV9(packet: Map<string, unknown>): Expectation {
  const target = packet.has('target') ? packet.get('target') : '所有人'
  switch (packet.get('type')) {
    case 'text':
      if (typeof packet.get('msg') !== 'string' || isList(target)) return ENDS
      return target === '所有人' ? DELIVERED : LIVES
    case 'file':
      return typeof packet.get('filename') === 'string' ? DELIVERED : LIVES
    case 'file_request':
      return isList(packet.get('file_id')) ? ENDS : LIVES
    default:
      return LIVES
  }
}

function byV6(packet: Map<string, unknown>): Expectation {
  const type = packet.get('type')
  if (type === 'heartbeat') return LIVES
  if (type !== 'text' && type !== 'file') return DELIVERED
  if (packet.has('from') && typeof packet.get('from') !== 'string') return ENDS
  return typeof packet.get(type === 'text' ? 'msg' : 'filename') === 'string' ? DELIVERED : ENDS
}

function decoded(body: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)
  } catch {
    return undefined
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
