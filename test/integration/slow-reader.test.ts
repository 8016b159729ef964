import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { Daemon, textToAll } from '../helpers/daemon.ts'
import { GREETING, listWith, listWithout, mark, ofType, saying } from '../helpers/packets.ts'

const FAILED = '❌ 发送失败：对方连接已断开'

describe('a client that does not read (section 17, defects 3 and 4)', () => {
  let daemon: Daemon
  before(async () => {
    daemon = await Daemon.start({
      config: { security: { enable_message_filter: false } },
    })
  })
  afterEach(() => daemon.disconnectAll())
  after(() => daemon?.stop())

  /** A client with a name that has stopped reading. */
  const sleeper = async () => {
    const client = await daemon.connect({ paused: true })
    client.send({ type: 'hello', from: 'Sleeper' })
    return client
  }

  test('is dropped while the others go on', async () => {
    const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
    await sleeper()
    await bob.next(listWith('Sleeper'))
    const long = 'x'.repeat(200_000)
    const arrived = (async () => {
      for (let count = 0; count < 200; count++) {
        assert.equal((await bob.next(ofType('text'))).msg, `${count} ${long}`)
      }
    })()
    for (let count = 0; count < 200; count++) {
      ann.send(textToAll('Ann', `${count} ${long}`))
      await new Promise((resolve) => setImmediate(resolve))
    }
    await arrived
    await ann.next(listWithout('Sleeper'))
    const msg = mark()
    ann.send(textToAll('Ann', msg))
    await bob.next(saying(msg))
  })

  test('may ask for files, and costs neither the others their time nor the daemon its memory', async () => {
    const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
    const data = Buffer.alloc(4_000_000, 'x').toString('base64')
    ann.send({ type: 'file_upload', from: 'Ann', filename: 'big.zip', data })
    const { file_id } = await bob.next(ofType('file_notify'))
    const before = daemon.residentBytes()
    const slow = await sleeper()
    await bob.next(listWith('Sleeper'))
    const requests = 100
    for (let count = 0; count < requests; count++) slow.send({ type: 'file_request', file_id })
    for (let count = 0; count < 3; count++) {
      bob.send({ type: 'file_request', file_id })
      assert.equal((await bob.next(ofType('file_response'))).data, data)
    }
    const grown = daemon.residentBytes() - before
    assert.ok(grown < (requests * data.length) / 3, `${grown} bytes more`)
  })

  test('loses its place, and who writes to it is told that the delivery failed', async () => {
    const ann = await daemon.join('Ann')
    await sleeper()
    await ann.next(listWith('Sleeper'))
    const answers = new Set<unknown>()
    for (let count = 0; count < 200 && !answers.has(FAILED); count++) {
      ann.send({ type: 'text', from: 'Ann', target: 'Sleeper', msg: 'x'.repeat(200_000) })
      const answer = await ann.next(ofType('text'))
      answers.add(answer.from === 'Ann' ? 'confirmed' : answer.msg)
    }
    assert.deepEqual([...answers], ['confirmed', FAILED])
    await ann.next(listWithout('Sleeper'))
  })

  test('and reads again in time is kept, and misses nothing', async () => {
    const ann = await daemon.join('Ann')
    const slow = await sleeper()
    await ann.next(listWith('Sleeper'))
    for (let count = 0; count < 500; count++) ann.send(textToAll('Ann', `${count}`))
    slow.resume()
    await slow.next(saying(GREETING))
    for (let count = 0; count < 500; count++) {
      assert.equal((await slow.next(ofType('text'))).msg, `${count}`)
    }
  })
})
