import assert from 'node:assert/strict'
import { isList, isTalk, type Packet, type Wanted, type WireClient } from './wire-client.ts'

export { anything, isList, isTalk } from './wire-client.ts'

export const EVERYBODY = '所有人'
export const SYSTEM = '系统'
export const GREETING = '欢迎来到 Python 极客聊天室！'

export const ofType =
  (type: string): Wanted =>
  (packet) =>
    packet.type === type
export const saying =
  (msg: string): Wanted =>
  (packet) =>
    packet.type === 'text' && packet.msg === msg
/** The list with exactly these names, in this order. */
export const listing =
  (...names: string[]): Wanted =>
  (packet) =>
    isList(packet) && JSON.stringify(packet.users) === JSON.stringify(names)
/** A list that has this name. */
export const listWith =
  (name: string): Wanted =>
  (packet) =>
    isList(packet) && (packet.users as string[]).includes(name)
export const listWithout =
  (name: string): Wanted =>
  (packet) =>
    isList(packet) && !(packet.users as string[]).includes(name)

/** A v9 packet without its metadata (WIRE 3.1), after a look at their form. */
export function bare(packet: Packet): Packet {
  const { msg_id, protocol_version, ...rest } = packet
  assert.match(String(msg_id), /^\d{13}_\d+_[0-9a-f]{8}$/)
  assert.equal(protocol_version, '1.0.0')
  return rest
}

/** A system text as v9 sends it to one client. */
export const fromSystem = (msg: string) => ({ type: 'text', from: SYSTEM, msg })

/** Asserts that the next packet that is no list is this v9 packet, metadata apart. */
export async function expectNext(client: WireClient, expected: object): Promise<Packet> {
  const packet = await client.next()
  assert.deepEqual(bare(packet), expected)
  return packet
}

let marks = 0
/** A text that was never sent before. */
export const mark = () => `mark-${++marks}`

/**
 * What a v9 client has received up to now, lists apart: it sends a text to itself and waits for both packets, so that
 * whatever the server had to say before is in front of them. The client must have this name.
 */
export async function receivedBy(client: WireClient, name: string): Promise<Packet[]> {
  const msg = mark()
  client.send({ type: 'text', from: name, target: name, msg })
  const before = await client.upTo(saying(msg))
  await client.next(saying(msg))
  return before.slice(0, -1).filter(isTalk)
}
