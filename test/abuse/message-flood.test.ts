import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Daemon, textToAll } from '../helpers/daemon.ts'
import { ofType, saying } from '../helpers/packets.ts'
import { LOOPBACK_NET, statusOf, statusWhen } from './status.ts'

const FLOODER = '127.66.0.1'
const FLOOD = 1000
const RATE = 400
const BURST = 100

describe('a flood of messages', { skip: LOOPBACK_NET }, () => {
  test('is slowed down: nothing of it is lost, and others are heard in the middle of it', async () => {
    await using daemon = await Daemon.start({
      config: { security: { max_messages_per_second: RATE, message_burst: BURST } },
    })
    const listener = await daemon.join('listener')
    const honest = await daemon.join('honest', { from: '127.66.0.2' })
    const flooder = await daemon.join('flooder', { from: FLOODER })
    const begin = performance.now()
    for (let at = 0; at < FLOOD; at++) flooder.send(textToAll('flooder', `flood ${at}`))
    await listener.next(saying('flood 0'))
    honest.send(textToAll('honest', 'may I?'))
    const before = (await listener.upTo(saying('may I?'))).filter(ofType('text')).length
    assert.ok(before < FLOOD - 1, `${before} texts of the flood came first`)
    const rest = (await listener.upTo(saying(`flood ${FLOOD - 1}`), 30_000)).filter(ofType('text'))
    const seconds = (performance.now() - begin) / 1000
    assert.equal(before + rest.length, FLOOD)
    assert.deepEqual(
      rest.map(({ msg }) => msg),
      Array.from({ length: rest.length }, (_, at) => `flood ${before + at}`),
    )
    // Timers of the server count whole milliseconds, and its clock began a moment earlier than ours.
    assert.ok(seconds >= (0.8 * (FLOOD - BURST)) / RATE, `only ${seconds} s`)
    assert.equal(daemon.log().filter((line) => /more than 400|每秒发送超过 400/.test(line)).length, 1)
    const { dropped } = await statusOf(daemon)
    assert.deepEqual(dropped, {})
  })

  test('that does not end is told so and cut off', async () => {
    await using daemon = await Daemon.start({
      config: { security: { max_messages_per_second: 20, message_burst: 5, max_flood_seconds: 1 } },
    })
    const listener = await daemon.join('listener')
    const flooder = await daemon.join('flooder', { from: FLOODER })
    for (let at = 0; at < FLOOD; at++) flooder.send(textToAll('flooder', `flood ${at}`))
    const told = await flooder.closed()
    assert.equal(told.at(-1)?.msg, '连接过于频繁，请稍后再试')
    listener.send({ type: 'text', from: 'listener', target: 'listener', msg: 'calm' })
    const heard = (await listener.upTo(saying('calm'))).filter(ofType('text')).length
    assert.ok(heard < FLOOD / 2, `${heard} texts of the flood came through`)
    await flooder.close()
    const { dropped, connections, pendingFrameBytes } = await statusWhen(
      daemon,
      (status) => status.connections.open === 1,
    )
    assert.equal(dropped.flood, 1)
    assert.equal(connections.named, 1)
    assert.equal(pendingFrameBytes, 0)
    await daemon.logged(/flooding for 1 s|持续刷屏 1 秒/)
  })

  test('of bodies that are no JSON and of heartbeats counts as well', async () => {
    await using daemon = await Daemon.start({
      config: { security: { max_messages_per_second: 20, message_burst: 5, max_flood_seconds: 1 } },
    })
    for (const body of ['{', '{"type":"heartbeat"}']) {
      const flooder = await daemon.enter({ from: FLOODER })
      for (let at = 0; at < FLOOD; at++) flooder.sendFrame(body)
      await flooder.closed()
    }
    const { dropped, messages } = await statusOf(daemon)
    assert.equal(dropped.flood, 2)
    assert.ok(messages.in < FLOOD, `${messages.in} messages were looked at`)
  })

  test('leaves a client that sends as people do alone, and exempt addresses too', async () => {
    await using daemon = await Daemon.start({
      config: { security: { max_messages_per_second: 5, message_burst: 50, max_flood_seconds: 1 } },
    })
    const exempt = await daemon.join('exempt')
    const person = await daemon.join('person', { from: '127.66.0.3' })
    for (let at = 0; at < FLOOD; at++) exempt.send(textToAll('exempt', `fast ${at}`))
    for (let at = 0; at < 40; at++) person.send(textToAll('person', `human ${at}`))
    await person.next(saying(`fast ${FLOOD - 1}`))
    await exempt.next(saying('human 39'))
    assert.equal(daemon.log().filter((line) => /more than 5 messages|每秒发送超过/.test(line)).length, 0)
  })
})
