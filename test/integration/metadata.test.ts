import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { Daemon, textToAll } from '../helpers/daemon.ts'
import { bare, isList, listWith, ofType, receivedBy, saying } from '../helpers/packets.ts'
import type { Packet } from '../helpers/wire-client.ts'

const timeOf = (packet: Packet) => Number(String(packet.msg_id).split('_')[0])
const countOf = (packet: Packet) => Number(String(packet.msg_id).split('_')[1])

describe('the metadata that v9 adds (WIRE 3.1)', () => {
  let daemon: Daemon
  before(async () => {
    daemon = await Daemon.start()
  })
  afterEach(() => daemon.disconnectAll())
  after(() => daemon?.stop())

  test('are on the greeting, on lists, on texts and on refusals', async () => {
    const ann = await daemon.connect()
    bare(await ann.next())
    ann.send({ type: 'text', from: 'Ann', target: 'Nobody', msg: 'hello?' })
    bare(await ann.next(isList))
    bare(await ann.next())
    ann.send({ type: 'file_request', file_id: 'none' })
    bare(await ann.next())
  })

  test('come after all other keys', async () => {
    const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
    ann.send(textToAll('Ann', 'hi'))
    const keys = Object.keys(await bob.next(saying('hi')))
    assert.deepEqual(keys.slice(-2).sort(), ['msg_id', 'protocol_version'])
  })

  test('carry the time of now in milliseconds', async () => {
    const earliest = Date.now()
    const client = await daemon.connect()
    const time = timeOf(await client.next())
    assert.ok(time >= earliest - 1000 && time <= Date.now() + 1000)
  })

  test('are the same for all receivers of one broadcast', async () => {
    const [ann, bob, eve] = await daemon.joinAll('Ann', 'Bob', 'Eve')
    ann.send(textToAll('Ann', 'hi'))
    assert.equal((await bob.next(saying('hi'))).msg_id, (await eve.next(saying('hi'))).msg_id)
  })

  test('are the same for all receivers of one list', async () => {
    const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
    await daemon.join('Eve')
    const [one, other] = [await ann.next(listWith('Eve')), await bob.next(listWith('Eve'))]
    assert.equal(one.msg_id, other.msg_id)
  })

  test('are the same for all receivers of one announced file', async () => {
    const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
    ann.send({ type: 'file_upload', from: 'Ann', filename: 'a.txt', data: '' })
    const [own, other] = [await ann.next(ofType('file_notify')), await bob.next(ofType('file_notify'))]
    assert.equal(own.msg_id, other.msg_id)
  })

  test('differ from packet to packet, with a rising count', async () => {
    const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
    const texts: Packet[] = []
    for (let count = 0; count < 50; count++) ann.send(textToAll('Ann', `${count}`))
    for (let count = 0; count < 50; count++) texts.push(await bob.next(saying(`${count}`)))
    assert.equal(new Set(texts.map((text) => text.msg_id)).size, 50)
    const counts = texts.map(countOf)
    assert.deepEqual(
      counts,
      counts.toSorted((a, b) => a - b),
    )
    assert.equal(new Set(counts).size, 50)
  })

  test('of a client are ignored', async () => {
    const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
    ann.send({ ...textToAll('Ann', 'hi'), msg_id: '1_1_00000000', protocol_version: '9.9.9' })
    const packet = await bob.next(saying('hi'))
    bare(packet)
    assert.notEqual(packet.msg_id, '1_1_00000000')
    assert.deepEqual(await receivedBy(ann, 'Ann'), [])
  })
})
