import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { Daemon, textToAll } from '../helpers/daemon.ts'
import { EVERYBODY, expectNext, fromSystem, mark, ofType, receivedBy, saying } from '../helpers/packets.ts'

const MUTED = fromSystem('⛔ 发言失败：你已被禁言')
const GMUTE_ON = '管理员开启了全员禁言！'
const GMUTE_OFF = '全员禁言已解除。'
const UPLOAD = { type: 'file_upload', from: 'Eve', filename: 'a.txt', data: 'eA==' }
const MUTED_ADDRESS = '127.93.0.1'

let daemon: Daemon
afterEach(() => daemon.disconnectAll())

/** A muted client named Eve and an observer who speaks freely. */
async function evesRoom() {
  const bob = await daemon.join('Bob')
  const eve = await daemon.join('Eve', { from: MUTED_ADDRESS })
  return { bob, eve }
}

describe('a muted address (WIRE 5.3, section 17 defects 10 and 14)', () => {
  before(async () => {
    daemon = await Daemon.start({
      files: { 'muted_ips.json': `["${MUTED_ADDRESS}", "127.94.0.0/16"]` },
      config: { security: { max_attempts_per_minute: 0 } },
    })
  })
  after(() => daemon?.stop())

  test('is greeted and named like any other', async () => {
    const { eve } = await evesRoom()
    assert.deepEqual(await receivedBy(await daemon.join('Ann'), 'Ann'), [])
    eve.send({ type: 'heartbeat' })
  })

  test('is told that its text to all failed, and nobody sees it', async () => {
    const { bob, eve } = await evesRoom()
    eve.send(textToAll('Eve', 'hello'))
    await expectNext(eve, MUTED)
    assert.deepEqual(await receivedBy(bob, 'Bob'), [])
  })

  test('is told that its private text failed, before the receiver is looked for', async () => {
    const { bob, eve } = await evesRoom()
    for (const target of ['Bob', 'Eve', 'Nobody']) {
      eve.send({ type: 'text', from: 'Eve', target, msg: 'psst' })
      await expectNext(eve, MUTED)
    }
    assert.deepEqual(await receivedBy(bob, 'Bob'), [])
  })

  test('cannot upload', async () => {
    const { bob, eve } = await evesRoom()
    eve.send(UPLOAD)
    await expectNext(eve, MUTED)
    assert.deepEqual(await receivedBy(bob, 'Bob'), [])
  })

  test('cannot forward a v6 file', async () => {
    const { bob, eve } = await evesRoom()
    eve.send({ type: 'file', from: 'Eve', filename: 'a.txt', filedata: 'eA==' })
    await expectNext(eve, MUTED)
    assert.deepEqual(await receivedBy(bob, 'Bob'), [])
  })

  test('still receives texts and files', async () => {
    const { bob, eve } = await evesRoom()
    bob.send(textToAll('Bob', 'hello'))
    await eve.next(saying('hello'))
    bob.send({ ...UPLOAD, from: 'Bob' })
    const { file_id } = await eve.next(ofType('file_notify'))
    eve.send({ type: 'file_request', file_id })
    await eve.next(ofType('file_response'))
    bob.send({ type: 'text', from: 'Bob', target: 'Eve', msg: 'psst' })
    await eve.next(saying('psst'))
  })

  test('may be one of a muted range', async () => {
    const eve = await daemon.join('Eve', { from: '127.94.5.6' })
    eve.send(textToAll('Eve', 'hello'))
    await expectNext(eve, MUTED)
  })

  test('is logged with its text and as blocked', async () => {
    const { eve } = await evesRoom()
    const msg = mark()
    eve.send(textToAll('Eve', msg))
    await expectNext(eve, MUTED)
    await daemon.logged(new RegExp(`\\[INFO\\] Eve -> 所有人 >> ${msg}$`))
    await daemon.logged(/\[WARNING\] \[拦截\] Eve 尝试发言被拦截$/)
  })

  test('is named by the packet that is refused', async () => {
    const bob = await daemon.join('Bob')
    const eve = await daemon.enter({ from: MUTED_ADDRESS })
    eve.send(textToAll('Eve', 'hello'))
    await eve.next((packet) => JSON.stringify(packet.users) === '["Bob","Eve"]')
    await expectNext(eve, MUTED)
    assert.deepEqual(await receivedBy(bob, 'Bob'), [])
  })

  test('keeps its connection', async () => {
    const { eve } = await evesRoom()
    for (let count = 0; count < 50; count++) eve.send(textToAll('Eve', 'hello'))
    for (let count = 0; count < 50; count++) await expectNext(eve, MUTED)
  })
})

describe('the mute of everybody', () => {
  before(async () => {
    daemon = await Daemon.start()
  })
  after(() => daemon?.stop())

  test('is announced, silences all, and is announced again when it ends', async () => {
    const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
    const announcement = (msg: string) => ({ ...fromSystem(msg), target: EVERYBODY })
    await daemon.operate('gmute')
    for (const client of [ann, bob]) await expectNext(client, announcement(GMUTE_ON))
    ann.send(textToAll('Ann', 'hello'))
    await expectNext(ann, MUTED)
    ann.send({ ...UPLOAD, from: 'Ann' })
    await expectNext(ann, MUTED)
    ann.send({ type: 'text', from: 'Ann', target: 'Bob', msg: 'psst' })
    await expectNext(ann, MUTED)
    await daemon.operate('ungmute')
    for (const client of [ann, bob]) await expectNext(client, announcement(GMUTE_OFF))
    const msg = mark()
    ann.send(textToAll('Ann', msg))
    assert.equal((await bob.next()).msg, msg)
  })
})

describe('mutes with the v6 rules (WIRE section 4)', () => {
  before(async () => {
    daemon = await Daemon.start({
      config: { server: { compatibility: 'v6' } },
      files: { 'muted_ips.json': `["${MUTED_ADDRESS}"]` },
    })
  })
  after(() => daemon?.stop())

  for (const packet of [
    { type: 'text', from: 'Eve', msg: 'hello' },
    { type: 'file', from: 'Eve', filename: 'a.txt', filedata: 'eA==' },
    { type: 'file_upload', from: 'Eve', filename: 'a.txt', data: 'eA==' },
    { type: 'no such type', from: 'Eve' },
    { from: 'Eve' },
  ]) {
    test(`cover ${packet.type ?? 'packets without a type'}`, async () => {
      const bob = await daemon.enter()
      const eve = await daemon.enter({ from: MUTED_ADDRESS })
      eve.send(packet)
      assert.deepEqual(await eve.next(), MUTED)
      const ann = await daemon.enter()
      ann.send({ type: 'text', from: 'Ann', msg: 'last' })
      assert.equal((await bob.next()).msg, 'last')
    })
  }

  test('do not cover heartbeats', async () => {
    const eve = await daemon.enter({ from: MUTED_ADDRESS })
    eve.send({ type: 'heartbeat', from: 'Eve' })
    eve.send({ type: 'text', from: 'Eve', msg: 'hello' })
    assert.deepEqual(await eve.next(), MUTED)
    await eve.expectNothing(50)
  })

  test('are logged as blocked', async () => {
    const eve = await daemon.enter({ from: MUTED_ADDRESS })
    const from = mark()
    eve.send({ type: 'text', from, msg: 'hello' })
    await eve.next()
    await daemon.logged(new RegExp(`\\[INFO\\] ${from} >> hello$`))
    await daemon.logged(new RegExp(`\\[WARNING\\] \\[拦截\\] ${from} 尝试发言被拦截$`))
  })

  test('of everybody are announced without a target', async () => {
    const [ann, bob] = [await daemon.enter(), await daemon.enter()]
    await daemon.operate('gmute')
    for (const client of [ann, bob]) assert.deepEqual(await client.next(), fromSystem(GMUTE_ON))
    ann.send({ type: 'no such type' })
    assert.deepEqual(await ann.next(), MUTED)
    await daemon.operate('ungmute')
    for (const client of [ann, bob]) assert.deepEqual(await client.next(), fromSystem(GMUTE_OFF))
    ann.send({ type: 'no such type' })
    assert.deepEqual(await bob.next(), { type: 'no such type' })
  })
})
