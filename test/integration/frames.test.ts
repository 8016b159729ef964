import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { Daemon, textToAll } from '../helpers/daemon.ts'
import { frame, header } from '../helpers/framing.ts'
import { bare, EVERYBODY, listWithout, mark, receivedBy, saying } from '../helpers/packets.ts'

const LARGEST_BODY = 52_428_800

describe('frames (WIRE section 1)', () => {
  let daemon: Daemon
  before(async () => {
    daemon = await Daemon.start()
  })
  afterEach(() => daemon.disconnectAll())
  after(() => daemon?.stop())

  test('a frame may arrive byte by byte', async () => {
    const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
    for (const byte of frame(JSON.stringify(textToAll('Ann', '一个字一个字😀')))) {
      ann.sendRaw(Uint8Array.of(byte))
      await nextTurn()
    }
    const packet = await bob.next(saying('一个字一个字😀'))
    assert.deepEqual(bare(packet), {
      type: 'text',
      from: 'Ann',
      target: EVERYBODY,
      msg: '一个字一个字😀',
    })
  })

  test('a frame may be split inside its length and inside a character', async () => {
    const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
    const bytes = frame(JSON.stringify(textToAll('Ann', '你')))
    const inside = bytes.indexOf('你') + 1
    for (const part of [bytes.subarray(0, 2), bytes.subarray(2, inside), bytes.subarray(inside)]) {
      ann.sendRaw(part)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    await bob.next(saying('你'))
  })

  test('many frames and the beginning of the next one may share a segment', async () => {
    const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
    const bytes = Buffer.concat(
      ['1', '2', '3', '4'].map((msg) => frame(JSON.stringify(textToAll('Ann', msg)))),
    )
    ann.sendRaw(bytes.subarray(0, -5))
    for (const msg of ['1', '2', '3']) assert.equal((await bob.next()).msg, msg)
    ann.sendRaw(bytes.subarray(-5))
    assert.equal((await bob.next()).msg, '4')
  })

  test('ten thousand frames in one segment are all delivered in their order', async () => {
    const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
    const count = 10_000
    const body = (number: number) => JSON.stringify(textToAll('Ann', `${number}`))
    ann.sendRaw(Buffer.concat(Array.from({ length: count }, (_, number) => frame(body(number)))))
    const packets = await bob.upTo(saying(`${count - 1}`), 20_000)
    const texts = packets.filter((packet) => packet.type === 'text').map((packet) => Number(packet.msg))
    assert.deepEqual(
      texts,
      Array.from({ length: count }, (_, number) => number),
    )
  })

  test('escapes in the JSON of a client are understood', async () => {
    const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
    ann.sendFrame('{"type":"text","from":"Ann","msg":"\\u4f60\\ud83d\\ude00\\n"}')
    await bob.next(saying('你😀\n'))
  })

  test('blanks around the JSON of a client are no fault', async () => {
    const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
    ann.sendFrame(' \t\r\n{ "type" : "text",\n"from" : "Ann", "msg" : "hi" } \n')
    await bob.next(saying('hi'))
  })

  test('of a key that comes twice the last one counts', async () => {
    const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
    ann.sendFrame('{"type":"heartbeat","msg":"first","from":"Ann","type":"text","msg":"second"}')
    assert.equal((await bob.next()).msg, 'second')
  })

  test('the length 0 closes the connection, and only that one', async () => {
    const [ann, bob, eve] = await daemon.joinAll('Ann', 'Bob', 'Eve')
    eve.sendRaw(header(0))
    await eve.closed()
    await bob.next(listWithout('Eve'))
    const msg = mark()
    ann.send(textToAll('Ann', msg))
    assert.equal((await bob.next()).msg, msg)
  })

  for (const length of [LARGEST_BODY + 1, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff]) {
    test(`the length ${length} closes the connection without waiting for the body`, async () => {
      const eve = await daemon.enter()
      eve.sendRaw(header(length))
      await eve.closed()
    })
  }

  test('a body of exactly 50 MiB is accepted', async () => {
    const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
    const around = Buffer.byteLength(JSON.stringify(textToAll('Ann', '')))
    const body = JSON.stringify(textToAll('Ann', 'x'.repeat(LARGEST_BODY - around)))
    assert.equal(Buffer.byteLength(body), LARGEST_BODY)
    ann.sendFrame(body)
    await bob.next(saying(`${'x'.repeat(1000)}...`), 20_000)
  })

  test('a length that lies about the body delivers nothing and harms nobody', async () => {
    const [ann, bob, eve] = await daemon.joinAll('Ann', 'Bob', 'Eve')
    const body = JSON.stringify(textToAll('Eve', 'lie'))
    eve.sendRaw(Buffer.concat([header(body.length + 10), Buffer.from(body)]))
    eve.finish()
    await eve.closed()
    await bob.next(listWithout('Eve'))
    assert.deepEqual(await receivedBy(bob, 'Bob'), [])
    const msg = mark()
    ann.send(textToAll('Ann', msg))
    assert.equal((await bob.next()).msg, msg)
  })

  test('a length that is too short makes rubbish of the rest, which is not delivered', async () => {
    const [bob, eve] = await daemon.joinAll('Bob', 'Eve')
    const body = JSON.stringify(textToAll('Eve', 'lie'))
    eve.sendRaw(Buffer.concat([header(body.length - 10), Buffer.from(body)]))
    await eve.closed()
    await bob.next(listWithout('Eve'))
    assert.deepEqual(await receivedBy(bob, 'Bob'), [])
  })

  test('all complete frames before a half-close are processed', async () => {
    const [bob] = await daemon.joinAll('Bob')
    const eve = await daemon.enter()
    for (const msg of ['one', 'two', 'three']) eve.send(textToAll('Eve', msg))
    eve.sendRaw(header(100))
    eve.finish()
    for (const msg of ['one', 'two', 'three']) await bob.next(saying(msg))
    await bob.next(listWithout('Eve'))
    await eve.closed()
  })

  test('answers are still sent to a client that has half-closed', async () => {
    const eve = await daemon.enter()
    eve.send({ type: 'text', from: 'Eve', target: 'Nobody', msg: 'there?' })
    eve.finish()
    const packets = await eve.closed()
    assert.ok(packets.some(saying('❌ 发送失败：用户 Nobody 不在线')))
    assert.equal(eve.ending, 'finished')
  })

  test('a reset in the middle of a frame is a leave like any other', async () => {
    const [ann, bob, eve] = await daemon.joinAll('Ann', 'Bob', 'Eve')
    eve.sendRaw(Buffer.concat([header(1000), Buffer.from('{"type"')]))
    eve.reset()
    await bob.next(listWithout('Eve'))
    const msg = mark()
    ann.send(textToAll('Ann', msg))
    assert.equal((await bob.next()).msg, msg)
  })

  test('a reset before the greeting harms nobody', async () => {
    const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
    for (let count = 0; count < 20; count++) (await daemon.connect()).reset()
    const msg = mark()
    ann.send(textToAll('Ann', msg))
    await bob.next(saying(msg))
  })
})

describe('frames with the v6 rules', () => {
  let daemon: Daemon
  before(async () => {
    daemon = await Daemon.start({ config: { server: { compatibility: 'v6' } } })
  })
  afterEach(() => daemon.disconnectAll())
  after(() => daemon?.stop())

  test('have the same limit as those of v9 (section 17, defect 6)', async () => {
    const eve = await daemon.enter()
    eve.sendRaw(header(LARGEST_BODY + 1))
    await eve.closed()
  })

  test('a zero length closes the connection', async () => {
    const eve = await daemon.enter()
    eve.sendRaw(header(0))
    await eve.closed()
  })

  test('frames before a half-close are processed', async () => {
    const bob = await daemon.enter()
    const eve = await daemon.enter()
    for (const msg of ['one', 'two']) eve.send({ type: 'text', from: 'Eve', msg })
    eve.finish()
    for (const msg of ['one', 'two']) await bob.next(saying(msg))
  })
})

describe('frames that are not complete', () => {
  let daemon: Daemon
  before(async () => {
    daemon = await Daemon.start({ config: { server: { max_pending_bytes: 1_048_576 } } })
  })
  afterEach(() => daemon.disconnectAll())
  after(() => daemon?.stop())

  test('share a bounded memory, and whoever exceeds it is closed while others go on', async () => {
    const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
    const hoarders = []
    for (let count = 0; count < 4; count++) {
      const hoarder = await daemon.enter()
      hoarder.sendRaw(Buffer.concat([header(LARGEST_BODY), Buffer.alloc(600_000, ' ')]))
      hoarders.push(hoarder)
    }
    await Promise.any(hoarders.map((hoarder) => hoarder.closed()))
    const msg = mark()
    ann.send(textToAll('Ann', msg))
    await bob.next(saying(msg))
  })
})
