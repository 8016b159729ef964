import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { Daemon } from '../helpers/daemon.ts'
import { bare, expectNext, fromSystem, listWithout, mark, receivedBy, saying } from '../helpers/packets.ts'

const offline = (target: string) => fromSystem(`❌ 发送失败：用户 ${target} 不在线`)

describe('private texts (WIRE 5.3)', () => {
  let daemon: Daemon
  before(async () => {
    daemon = await Daemon.start()
  })
  afterEach(() => daemon.disconnectAll())
  after(() => daemon?.stop())

  test('go to their receiver alone, and are confirmed to their sender', async () => {
    const [ann, bob, eve] = await daemon.joinAll('Ann', 'Bob', 'Eve')
    ann.send({ type: 'text', from: 'Ann', target: 'Bob', msg: 'psst' })
    await expectNext(bob, { type: 'text', from: 'Ann', target: '你', msg: 'psst' })
    await expectNext(ann, { type: 'text', from: 'Ann', target: 'Bob', msg: 'psst' })
    assert.deepEqual(await receivedBy(eve, 'Eve'), [])
    assert.deepEqual(await receivedBy(bob, 'Bob'), [])
  })

  test('to oneself arrive twice: the copy, then the confirmation', async () => {
    const ann = await daemon.join('Ann')
    ann.send({ type: 'text', from: 'Ann', target: 'Ann', msg: 'note' })
    await expectNext(ann, { type: 'text', from: 'Ann', target: '你', msg: 'note' })
    await expectNext(ann, { type: 'text', from: 'Ann', target: 'Ann', msg: 'note' })
  })

  test('come from the name of the connection, whatever the packet says', async () => {
    const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
    ann.send({ type: 'text', from: 'Eve', target: 'Bob', msg: 'psst' })
    await expectNext(bob, { type: 'text', from: 'Ann', target: '你', msg: 'psst' })
    await expectNext(ann, { type: 'text', from: 'Ann', target: 'Bob', msg: 'psst' })
  })

  test('are cut and filtered, and confirmed as they were delivered', async () => {
    const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
    ann.send({ type: 'text', from: 'Ann', target: 'Bob', msg: `shit ${'😀'.repeat(1000)}` })
    const msg = `**** ${'😀'.repeat(995)}...`
    await expectNext(bob, { type: 'text', from: 'Ann', target: '你', msg })
    await expectNext(ann, { type: 'text', from: 'Ann', target: 'Bob', msg })
  })

  for (const [what, target, shown] of [
    ['a name that nobody has', 'Nobody', 'Nobody'],
    ['a name in another case', 'bob', 'bob'],
    ['a name with blanks around it, as it was sent', ' Bob ', ' Bob '],
    ['a name with invisible characters, as it was sent', 'B\u200bob', 'B\u200bob'],
    ['a name longer than any', 'x'.repeat(3000), 'x'.repeat(3000)],
    ['an empty name', '', ''],
    ['the system', '系统', '系统'],
    ['null, which appears as None', null, 'None'],
  ] as const) {
    test(`to ${what} are refused`, async () => {
      const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
      ann.send({ type: 'text', from: 'Ann', target, msg: 'hello?' })
      await expectNext(ann, offline(shown))
      assert.deepEqual(await receivedBy(bob, 'Bob'), [])
    })
  }

  for (const [literal, shown] of [
    ['5', '5'],
    ['1.0', '1.0'],
    ['12345678901234567890', '12345678901234567890'],
    ['true', 'True'],
    ['null', 'None'],
  ] as const) {
    test(`to ${literal}, which is no name, are refused even if somebody is called that`, async () => {
      const [ann, other] = await daemon.joinAll('Ann', shown)
      ann.sendFrame(`{"type":"text","from":"Ann","target":${literal},"msg":"hello?"}`)
      await expectNext(ann, offline(shown))
      assert.deepEqual(await receivedBy(other, shown), [])
    })
  }

  test('do not reach a client that only sent heartbeats', async () => {
    const silent = await daemon.enter()
    silent.send({ type: 'heartbeat', from: 'Silent' })
    const ann = await daemon.join('Ann')
    ann.send({ type: 'text', from: 'Ann', target: 'Silent', msg: 'hello?' })
    await expectNext(ann, offline('Silent'))
    const msg = mark()
    ann.send({ type: 'text', from: 'Ann', msg })
    assert.equal((await silent.next()).msg, msg)
  })

  test('to a name that was given instead of the wished one reach its owner', async () => {
    const ann = await daemon.join('Ann')
    const second = await daemon.enter()
    second.send({ type: 'hello', from: 'Ann' })
    await second.next((packet) => JSON.stringify(packet.users) === '["Ann","Ann_2"]')
    ann.send({ type: 'text', from: 'Ann', target: 'Ann_2', msg: 'namesake' })
    await expectNext(second, { type: 'text', from: 'Ann', target: '你', msg: 'namesake' })
  })

  test('to somebody who has left are refused', async () => {
    const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
    await bob.close()
    await ann.next(listWithout('Bob'))
    ann.send({ type: 'text', from: 'Ann', target: 'Bob', msg: 'hello?' })
    await expectNext(ann, offline('Bob'))
  })

  test('and their confirmation carry different ids, both new', async () => {
    const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
    ann.send({ type: 'text', from: 'Ann', target: 'Bob', msg: 'psst', msg_id: 'mine' })
    const copy = await bob.next(saying('psst'))
    const confirmation = await ann.next(saying('psst'))
    bare(copy)
    assert.notEqual(copy.msg_id, confirmation.msg_id)
  })

  test('of both directions may cross', async () => {
    const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
    for (let count = 0; count < 50; count++) {
      ann.send({ type: 'text', from: 'Ann', target: 'Bob', msg: `a${count}` })
      bob.send({ type: 'text', from: 'Bob', target: 'Ann', msg: `b${count}` })
    }
    for (let count = 0; count < 50; count++) {
      await ann.next((packet) => packet.target === '你' && packet.msg === `b${count}`)
      await bob.next((packet) => packet.target === '你' && packet.msg === `a${count}`)
    }
  })
})
