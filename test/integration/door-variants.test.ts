import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { Daemon } from '../helpers/daemon.ts'
import { fromSystem, GREETING } from '../helpers/packets.ts'

import { assertRefused, BANNED, FULL, freshAddress, TOO_MANY, visit } from './door-steps.ts'

let daemon: Daemon

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
    await visit(daemon, from, 12)
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
    await assertRefused(daemon, '127.91.0.1', BANNED)
    await assertRefused(daemon, '127.92.0.9', BANNED)
  })

  test('counts an IPv4 address in its IPv6 form', async () => {
    const from = freshAddress()
    for (let count = 0; count < 5; count++) await daemon.enter({ from })
    await assertRefused(daemon, from, TOO_MANY)
  })
})
