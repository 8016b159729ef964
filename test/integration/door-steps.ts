import assert from 'node:assert/strict'
import type { Daemon } from '../helpers/daemon.ts'
import { bare, fromSystem, GREETING } from '../helpers/packets.ts'
import type { WireClient } from '../helpers/wire-client.ts'

export const BANNED = '🚫 你的IP已被服务器封禁'
export const FULL = '\u26a0\ufe0f 服务器已满，请稍后再试'
export const TOO_MANY = '该IP已达到最大连接数限制(5)'

let host = 0
/** A client address that no other test has used, so that no counter remembers it. */
export const freshAddress = () => `127.90.1.${++host}`

/** The text that the door gives to a new connection: the greeting, or the reason of a refusal. */
async function knock(daemon: Daemon, from: string): Promise<{ client: WireClient; msg: unknown }> {
  const client = await daemon.connect({ from })
  const packet = await client.next()
  return { client, msg: packet.msg }
}

/** Connects and leaves again, this many times. */
export async function visit(daemon: Daemon, from: string, times: number, expected = GREETING): Promise<void> {
  for (let count = 0; count < times; count++) {
    const { client, msg } = await knock(daemon, from)
    assert.equal(msg, expected, `visit ${count + 1}`)
    await client.close()
  }
}

/** Connects, and is sent away with a text that is read to its end. */
export async function assertRefused(daemon: Daemon, from: string, msg: string): Promise<void> {
  const client = await daemon.connect({ from })
  const packets = await client.closed()
  assert.deepEqual(packets.map(bare), [fromSystem(msg)])
  assert.equal(client.ending, 'finished', 'the text is flushed before the connection is closed')
}
