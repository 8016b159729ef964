import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Daemon } from '../helpers/daemon.ts'
import { isTalk, ofType } from '../helpers/packets.ts'
import { WireClient } from '../helpers/wire-client.ts'

const COUNT = 6
/** Two of these are more than may wait for one client, but not more than one who reads can take. */
const DATA = 'A'.repeat(7_000_000)
const LONG = 60_000

describe('files of the old clients, one after the other (WIRE 3.2 and 4)', () => {
  for (const compatibility of ['v6', 'v9']) {
    test(`reach whoever reads, with the ${compatibility} rules`, async () => {
      await using daemon = await Daemon.start({ config: { server: { compatibility } } })
      const ann = await daemon.enter()
      const readers = [await daemon.enter(), await daemon.enter()]
      for (let count = 0; count < COUNT; count++) {
        ann.send({ type: 'file', from: 'Ann', filename: `${count}.bin`, data: DATA })
      }
      for (const reader of readers) {
        for (let count = 0; count < COUNT; count++) {
          const { filename, data } = await reader.next(ofType('file'), LONG)
          assert.equal(filename, `${count}.bin`)
          assert.equal(String(data).length, DATA.length)
        }
      }
    })
  }

  test('do not wait for one who has stopped reading, and end his connection', async () => {
    await using daemon = await Daemon.start({ config: { server: { compatibility: 'v6' } } })
    const ann = await daemon.enter()
    const bob = await daemon.enter()
    const stopped = await WireClient.connect({ port: daemon.port, paused: true })
    await daemon.logged(/\[INFO\] \[连接\] 127\.0\.0\.1 已加入$/)
    for (let count = 0; count < COUNT; count++) {
      ann.send({ type: 'file', from: 'Ann', filename: `${count}.bin`, data: DATA })
    }
    ann.send({ type: 'text', from: 'Ann', msg: 'after them' })
    for (let count = 0; count < COUNT; count++) await bob.next(ofType('file'), LONG)
    assert.equal((await bob.next(isTalk, LONG)).msg, 'after them')
    await daemon.logged(/\[WARNING\] .*does not read: \d+ bytes were waiting, disconnected$/, LONG)
    await stopped.close()
  })
})

test('private texts of any length are delivered to who reads them', async () => {
  await using daemon = await Daemon.start({ config: { security: { enable_message_filter: false } } })
  const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
  for (let count = 0; count < 3; count++) {
    ann.send({ type: 'text', from: 'Ann', target: 'Bob', msg: count + DATA + DATA })
  }
  for (const client of [bob, ann]) {
    for (let count = 0; count < 3; count++) {
      const { msg } = await client.next(ofType('text'), LONG)
      assert.equal(String(msg).slice(0, 2), `${count}A`)
      assert.equal(String(msg).length, 2 * DATA.length + 1)
    }
  }
})
