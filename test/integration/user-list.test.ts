import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { Daemon } from '../helpers/daemon.ts'
import {
  anything,
  bare,
  isList,
  listing,
  listWith,
  listWithout,
  mark,
  receivedBy,
  saying,
} from '../helpers/packets.ts'

describe('the list of users (WIRE 5.2)', () => {
  let daemon: Daemon
  before(async () => {
    daemon = await Daemon.start()
  })
  afterEach(() => daemon.disconnectAll())
  after(() => daemon?.stop())

  test('is empty when somebody leaves and nobody has a name', async () => {
    const stays = await daemon.enter()
    const leaves = await daemon.enter()
    await leaves.close()
    const list = await stays.next(isList)
    assert.deepEqual(bare(list), { type: 'user_list', users: [] })
  })

  test('has exactly its type and its users', async () => {
    const ann = await daemon.enter()
    ann.send({ type: 'hello', from: 'Ann' })
    assert.deepEqual(bare(await ann.next(listWith('Ann'))), { type: 'user_list', users: ['Ann'] })
  })

  test('is sorted by code point', async () => {
    const names = ['a', 'Z', '\u{1f600}', '\uff5e', '中', 'é', '_', '10', '9']
    for (const name of names) await daemon.join(name)
    const last = await daemon.enter()
    last.send({ type: 'hello', from: 'b' })
    await last.next(listing('10', '9', 'Z', '_', 'a', 'b', 'é', '中', '\uff5e', '\u{1f600}'))
  })

  test('goes to everybody when a connection gets its name, also to those without a name', async () => {
    const silent = await daemon.enter()
    const ann = await daemon.join('Ann')
    await silent.next(listing('Ann'))
    await daemon.join('Bob')
    await silent.next(listing('Ann', 'Bob'))
    await ann.next(listing('Ann', 'Bob'))
  })

  test('goes to everybody when somebody with a name leaves', async () => {
    const silent = await daemon.enter()
    const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
    await silent.next(listing('Ann', 'Bob'))
    await ann.close()
    await bob.next(listing('Bob'))
    await silent.next(listing('Bob'))
  })

  test('goes to everybody when somebody without a name leaves', async () => {
    const ann = await daemon.join('Ann')
    const silent = await daemon.enter()
    await receivedBy(ann, 'Ann')
    await silent.close()
    await ann.next(listing('Ann'))
  })

  test('does not name those who only sent heartbeats', async () => {
    const silent = await daemon.enter()
    silent.send({ type: 'heartbeat', from: 'Silent' })
    await daemon.join('Ann')
    await silent.next(listing('Ann'))
  })

  test('is not sent on connect', async () => {
    const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
    await receivedBy(ann, 'Ann')
    await receivedBy(bob, 'Bob')
    const newcomer = await daemon.enter()
    const msg = mark()
    ann.send({ type: 'text', from: 'Ann', msg })
    const packets = await newcomer.upTo(saying(msg))
    assert.equal(packets.length, 1)
  })

  test('does not change when a client with a name sends more packets', async () => {
    const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
    await receivedBy(bob, 'Bob')
    const msg = mark()
    for (const type of ['hello', 'heartbeat', 'no such type']) ann.send({ type, from: 'Other' })
    ann.send({ type: 'text', from: 'Ann', msg })
    const packets = await bob.upTo(saying(msg))
    assert.deepEqual(packets.map(bare).filter(isList), [])
  })

  test('ends up right for everybody after fifty clients have left at once', async () => {
    const ann = await daemon.join('Ann')
    const crowd = await Promise.all(Array.from({ length: 50 }, (_, number) => daemon.join(`crowd-${number}`)))
    for (const client of crowd) client.reset()
    await ann.next(listing('Ann'))
    const bob = await daemon.join('Bob')
    await ann.next(listing('Ann', 'Bob'))
    await bob.close()
    await ann.next(listWithout('Bob'))
  })
})

describe('the v6 rules', () => {
  let daemon: Daemon
  before(async () => {
    daemon = await Daemon.start({ config: { server: { compatibility: 'v6' } } })
  })
  afterEach(() => daemon.disconnectAll())
  after(() => daemon?.stop())

  test('know no list of users and no leave message', async () => {
    const [ann, bob, eve] = [await daemon.enter(), await daemon.enter(), await daemon.enter()]
    bob.send({ type: 'text', from: 'Bob', msg: 'hello' })
    assert.equal((await ann.next(anything)).msg, 'hello')
    await bob.close()
    eve.send({ type: 'text', from: 'Eve', msg: 'bye' })
    assert.equal((await ann.next(anything)).msg, 'bye')
  })
})
