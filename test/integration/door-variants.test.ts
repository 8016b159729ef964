import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { Daemon } from '../helpers/daemon.ts'
import { bare, fromSystem, GREETING, isTalk } from '../helpers/packets.ts'
import type { WireClient } from '../helpers/wire-client.ts'

const BANNED = '🚫 你的IP已被服务器封禁'
const FULL = '\u26a0\ufe0f 服务器已满，请稍后再试'
const TOO_MANY = '该IP已达到最大连接数限制(5)'

let daemon: Daemon
let host = 0
/** A client address that no other test has used, so that no counter remembers it. */
const freshAddress = () => `127.90.1.${++host}`

/** The text that the door gives to a new connection: the greeting, or the reason of a refusal. */
async function knock(from: string): Promise<{ client: WireClient; msg: unknown }> {
  const client = await daemon.connect({ from })
  const packet = await client.next(isTalk)
  return { client, msg: packet.msg }
}

/** Connects and leaves again, this many times. */
async function visit(from: string, times: number, expected = GREETING): Promise<void> {
  for (let count = 0; count < times; count++) {
    const { client, msg } = await knock(from)
    assert.equal(msg, expected, `visit ${count + 1}`)
    await client.close()
  }
}

async function assertRefused(from: string, msg: string): Promise<void> {
  const client = await daemon.connect({ from })
  const packets = await client.closed()
  assert.deepEqual(packets.map(bare), [fromSystem(msg)])
  assert.equal(client.ending, 'finished', 'the text is flushed before the connection is closed')
}

describe('the door with the v6 rules', () => {
  const withoutMetadata = async (from: string, msg: string) => {
    const client = await daemon.connect({ from })
    assert.deepEqual(await client.closed(), [fromSystem(msg)])
    assert.equal(client.ending, 'finished')
  }
  before(async () => {
    daemon = await Daemon.start({
      config: { server: { compatibility: 'v6', max_connections: 14 } },
      files: { 'banned_ips.json': '["127.91.0.1"]' },
    })
  })
  afterEach(() => daemon.disconnectAll())
  after(() => daemon?.stop())

  test('a new client is greeted without metadata', async () => {
    const client = await daemon.connect()
    assert.deepEqual(await client.next(), fromSystem(GREETING))
  })

  test('there are no limits per address', async () => {
    const from = freshAddress()
    await visit(from, 12)
    for (let count = 0; count < 12; count++) await daemon.enter({ from })
  })

  test('a banned address is told so', () => withoutMetadata('127.91.0.1', BANNED))

  test('a full server says so, but a banned address hears of its ban', async () => {
    for (let count = 0; count < 14; count++) await daemon.enter()
    await withoutMetadata('127.0.0.1', FULL)
    await withoutMetadata('127.91.0.1', BANNED)
  })
})

describe('a server that listens on IPv4 and IPv6', () => {
  before(async () => {
    daemon = await Daemon.start({
      config: { server: { host: '::' } },
      files: { 'banned_ips.json': '["127.91.0.1", "127.92.0.0/16"]' },
    })
  })
  afterEach(() => daemon.disconnectAll())
  after(() => daemon?.stop())

  test('greets clients of both', async () => {
    await daemon.enter({ host: '::1' })
    await daemon.enter({ host: '127.0.0.1' })
  })

  test('knows a banned IPv4 address in its IPv6 form', async () => {
    await assertRefused('127.91.0.1', BANNED)
    await assertRefused('127.92.0.9', BANNED)
  })

  test('counts an IPv4 address in its IPv6 form', async () => {
    const from = freshAddress()
    for (let count = 0; count < 5; count++) await daemon.enter({ from })
    await assertRefused(from, TOO_MANY)
  })
})
