import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { Daemon } from '../helpers/daemon.ts'
import { anything, bare, fromSystem, GREETING, isTalk, mark, ofType, saying } from '../helpers/packets.ts'
import { assertRefused, BANNED, FULL, freshAddress, TOO_MANY, visit } from './door-steps.ts'

const TOO_OFTEN = '连接过于频繁，请稍后再试'

let daemon: Daemon

describe('the door of v9 (WIRE section 2)', () => {
  before(async () => {
    daemon = await Daemon.start({
      files: { 'banned_ips.json': '["127.91.0.1", "127.92.0.0/16", "127.91.0.3"]' },
    })
  })
  afterEach(() => daemon.disconnectAll())
  after(() => daemon?.stop())

  test('a new client is greeted', async () => {
    const client = await daemon.connect()
    assert.deepEqual(bare(await client.next(anything)), fromSystem(GREETING))
  })

  test('the greeting is the first packet, whatever the others say meanwhile (section 17, defect 15)', async () => {
    const ann = await daemon.join('Ann')
    const chatter = setInterval(() => ann.send({ type: 'text', from: 'Ann', msg: mark() }), 1)
    try {
      for (let count = 0; count < 30; count++) {
        const client = await daemon.connect()
        assert.equal((await client.next(anything)).msg, GREETING)
        await client.next(ofType('text'))
        await client.close()
      }
    } finally {
      clearInterval(chatter)
    }
  })

  test('a banned address is told so and closed', () => assertRefused(daemon, '127.91.0.1', BANNED))

  test('an address in a banned range is told so and closed', () =>
    assertRefused(daemon, '127.92.3.4', BANNED))

  test('an address beside a banned one is let in', () => visit(daemon, '127.91.0.2', 1))

  test('attempts of a banned address count, so that the eleventh is told another reason', async () => {
    await visit(daemon, '127.91.0.3', 10, BANNED)
    await assertRefused(daemon, '127.91.0.3', TOO_OFTEN)
  })

  test('the sixth connection of an address is refused', async () => {
    const from = freshAddress()
    for (let count = 0; count < 5; count++) await daemon.enter({ from })
    await assertRefused(daemon, from, TOO_MANY)
  })

  test('a connection that is over no longer counts as open', async () => {
    const from = freshAddress()
    const clients = []
    for (let count = 0; count < 5; count++) clients.push(await daemon.enter({ from }))
    await clients[2]?.close()
    await daemon.enter({ from })
    await assertRefused(daemon, from, TOO_MANY)
  })

  test('the eleventh connection of an address within a minute is refused', async () => {
    const from = freshAddress()
    await visit(daemon, from, 10)
    await assertRefused(daemon, from, TOO_OFTEN)
  })

  test('the attempts are looked at before the open connections', async () => {
    const from = freshAddress()
    await visit(daemon, from, 5)
    for (let count = 0; count < 5; count++) await daemon.enter({ from })
    await assertRefused(daemon, from, TOO_OFTEN)
  })

  test('refused connections do not count as attempts', async () => {
    const from = freshAddress()
    const clients = []
    for (let count = 0; count < 5; count++) clients.push(await daemon.enter({ from }))
    for (let count = 0; count < 12; count++) await assertRefused(daemon, from, TOO_MANY)
    await Promise.all(clients.map((client) => client.close()))
    await visit(daemon, from, 5)
    await assertRefused(daemon, from, TOO_OFTEN)
  })

  test('every address has counters of its own', async () => {
    const from = freshAddress()
    await visit(daemon, from, 10)
    await visit(daemon, freshAddress(), 1)
  })

  test('the exempt loopback address has no limits of its own', async () => {
    for (let count = 0; count < 15; count++) await daemon.enter({ from: '127.0.0.1' })
  })

  test('a refusal is not seen by those inside', async () => {
    const ann = await daemon.join('Ann')
    await assertRefused(daemon, '127.92.9.9', BANNED)
    const msg = mark()
    ann.send({ type: 'text', from: 'Ann', target: 'Ann', msg })
    assert.deepEqual((await ann.upTo(saying(msg))).filter(isTalk).map(bare), [
      { type: 'text', from: 'Ann', target: '你', msg },
    ])
  })

  test('what a refused client sends is not processed, and does not cost it the reason', async () => {
    const ann = await daemon.join('Ann')
    for (let count = 1; count <= 10; count++) {
      const eve = await daemon.connect({ from: `127.92.1.${count}` })
      eve.send({ type: 'heartbeat' })
      eve.send({ type: 'text', from: 'Eve', msg: 'let me in'.repeat(count * 1000) })
      const packets = await eve.closed()
      assert.deepEqual(packets.map(bare), [fromSystem(BANNED)])
    }
    const msg = mark()
    ann.send({ type: 'text', from: 'Ann', target: 'Ann', msg })
    assert.equal((await ann.next()).msg, msg)
  })
})

describe('the limits at the door', () => {
  before(async () => {
    daemon = await Daemon.start({ config: { server: { max_connections: 6 } } })
  })
  afterEach(() => daemon.disconnectAll())
  after(() => daemon?.stop())

  test('a full server says so and closes', async () => {
    for (let count = 0; count < 6; count++) await daemon.enter()
    await assertRefused(daemon, '127.0.0.1', FULL)
    await assertRefused(daemon, freshAddress(), FULL)
  })

  test('there is room again when somebody has left', async () => {
    const clients = []
    for (let count = 0; count < 6; count++) clients.push(await daemon.enter())
    await assertRefused(daemon, '127.0.0.1', FULL)
    await clients[0]?.close()
    await daemon.enter()
  })

  test('the connections of an address are looked at before the room that is left', async () => {
    const from = freshAddress()
    for (let count = 0; count < 5; count++) await daemon.enter({ from })
    await daemon.enter()
    await assertRefused(daemon, from, TOO_MANY)
    await assertRefused(daemon, freshAddress(), FULL)
  })

  test('attempts at a full server count', async () => {
    for (let count = 0; count < 6; count++) await daemon.enter()
    const from = freshAddress()
    await visit(daemon, from, 10, FULL)
    await assertRefused(daemon, from, TOO_OFTEN)
  })
})

describe('limits that the configuration names', () => {
  before(async () => {
    daemon = await Daemon.start({
      config: {
        security: {
          max_connections_per_ip: 0,
          max_attempts_per_minute: 0,
          exempt_addresses: ['127.90.2.0/24'],
        },
      },
    })
  })
  afterEach(() => daemon.disconnectAll())
  after(() => daemon?.stop())

  test('are off when they are 0', async () => {
    const from = freshAddress()
    for (let count = 0; count < 12; count++) await daemon.enter({ from })
  })
})
