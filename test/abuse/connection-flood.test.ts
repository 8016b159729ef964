import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Daemon, eventually, textToAll } from '../helpers/daemon.ts'
import { saying } from '../helpers/packets.ts'
import { Flood, halfFrame, many, same } from './flood.ts'
import { LOOPBACK_NET, reload, statusWhen } from './status.ts'

describe('a flood of connections', { skip: LOOPBACK_NET }, () => {
  test('from one address leaves the others their places, and the log readable', async () => {
    await using daemon = await Daemon.start()
    using _flood = new Flood(daemon.port, same('127.70.0.1', 400))
    const honest = await daemon.join('honest', { from: '127.70.0.2' })
    const other = await daemon.join('other', { from: '127.70.0.3' })
    honest.send(textToAll('honest', 'hello'))
    await other.next(saying('hello'))
    const { connections } = await statusWhen(
      daemon,
      ({ refused }) => (refused['per-address'] ?? 0) + (refused.rate ?? 0) === 395,
    )
    assert.equal(connections.open, 7)
    const told = daemon.log().filter((line) => line.includes('拒绝连接 127.70.0.1'))
    assert.ok(told.length <= 20, `${told.length} lines`)
    daemon.child.kill('SIGTERM')
    await daemon.exited
    const more = /127\.70\.0\.1[^\n]*?(\d+) (?:more times|次连接)/g
    const untold = [...daemon.read('server.log').matchAll(more)].reduce((sum, [, n]) => sum + Number(n), 0)
    assert.equal(untold + told.length, 395)
  })

  test('from many addresses fills the room and no more, and the room is open again after it', async () => {
    await using daemon = await Daemon.start({ config: { server: { max_connections: 50 } } })
    {
      using flood = new Flood(daemon.port, many(71, 500))
      const { connections } = await statusWhen(daemon, ({ refused }) => refused.full === 450)
      assert.equal(connections.open, 50)
      await eventually(() => (flood.ended === 450 ? true : undefined), 'the end of the refused')
    }
    await statusWhen(daemon, ({ connections }) => connections.open === 0)
    await daemon.join('honest', { from: '127.70.0.2' })
  })

  test('that stop inside a frame, a thousand of them, disturb nobody and are all ended in time', async () => {
    await using daemon = await Daemon.start({ config: { server: { max_connections: 1500 } } })
    const before = daemon.residentBytes()
    using flood = new Flood(daemon.port, same('127.0.0.1', 1000), halfFrame(1000))
    const [ann, bob] = await daemon.joinAll('ann', 'bob')
    const { connections } = await statusWhen(daemon, (status) => status.pendingFrameBytes === 1000 * 1004)
    assert.equal(connections.open, 1002)
    for (let at = 0; at < 20; at++) {
      ann.send(textToAll('ann', `text ${at}`))
      await bob.next(saying(`text ${at}`))
    }
    // A MiB each was announced; what is held is what was sent, and what a connection costs.
    if (before > 0) assert.ok(daemon.residentBytes() - before < 300 << 20)
    const beat = setInterval(() => {
      for (const client of [ann, bob]) client.send({ type: 'heartbeat' })
    }, 200)
    daemon.configure({ security: { heartbeat_timeout: 3 } })
    await reload(daemon)
    await flood.allEnded()
    const after = await statusWhen(daemon, (status) => status.connections.open === 2)
    clearInterval(beat)
    assert.equal(after.pendingFrameBytes, 0)
    assert.equal(after.dropped.heartbeat, 1000)
  })

  test('that send a frame byte by byte give no sign of life: they are ended, and who sends heartbeats stays', async () => {
    await using daemon = await Daemon.start()
    const honest = await daemon.join('honest')
    using flood = new Flood(daemon.port, same('127.0.0.1', 50), halfFrame(0))
    await statusWhen(daemon, ({ connections }) => connections.open === 51)
    const trickle = setInterval(() => {
      flood.write(Buffer.from(' '))
      honest.send({ type: 'heartbeat' })
    }, 100)
    daemon.configure({ security: { heartbeat_timeout: 2 } })
    await reload(daemon)
    await flood.allEnded()
    const { dropped } = await statusWhen(daemon, ({ connections }) => connections.open === 1)
    clearInterval(trickle)
    assert.equal(dropped.heartbeat, 50)
  })
})
