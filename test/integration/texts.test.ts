import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { Daemon, textToAll } from '../helpers/daemon.ts'
import { bare, EVERYBODY, listWith, mark, receivedBy } from '../helpers/packets.ts'

let daemon: Daemon
afterEach(() => daemon.disconnectAll())

/** What others receive when somebody says this to all. */
async function delivered(msg: string): Promise<unknown> {
  const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
  ann.send(textToAll('Ann', msg))
  return (await bob.next()).msg
}

describe('texts to all (WIRE 5.3)', () => {
  before(async () => {
    daemon = await Daemon.start()
  })
  after(() => daemon?.stop())

  test('have exactly type, from, target and msg', async () => {
    const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
    ann.send({ ...textToAll('Ann', 'hi'), colour: 'red', msg_id: 'mine', users: [] })
    assert.deepEqual(bare(await bob.next()), {
      type: 'text',
      from: 'Ann',
      target: EVERYBODY,
      msg: 'hi',
    })
  })

  test('without a target go to all', async () => {
    const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
    ann.send({ type: 'text', from: 'Ann', msg: 'hi' })
    assert.deepEqual(bare(await bob.next()), {
      type: 'text',
      from: 'Ann',
      target: EVERYBODY,
      msg: 'hi',
    })
  })

  test('go to those without a name too, and not to their sender', async () => {
    const silent = await daemon.enter()
    const ann = await daemon.join('Ann')
    ann.send(textToAll('Ann', 'hi'))
    assert.equal((await silent.next()).msg, 'hi')
    assert.deepEqual(await receivedBy(ann, 'Ann'), [])
  })

  test('of the first packet are delivered', async () => {
    const bob = await daemon.join('Bob')
    const ann = await daemon.enter()
    ann.send(textToAll('Ann', 'first'))
    assert.equal((await bob.next()).from, 'Ann')
  })

  for (const [what, sent, expected] of [
    ['an empty text', '', ''],
    ['blanks and line breaks', ' \n\t\r\u2028 ', ' \n\t\r\u2028 '],
    ['control characters and escape sequences', '\u0000\u001b[31m\u202e', '\u0000\u001b[31m\u202e'],
    ['1000 code points', 'x'.repeat(1000), 'x'.repeat(1000)],
    ['1000 code points beyond the BMP', '😀'.repeat(1000), '😀'.repeat(1000)],
  ] as const) {
    test(`deliver ${what} unchanged`, async () => assert.equal(await delivered(sent), expected))
  }

  for (const [what, sent, expected] of [
    ['1001 code points', 'x'.repeat(1001), `${'x'.repeat(1000)}...`],
    ['1001 code points beyond the BMP', '😀'.repeat(1001), `${'😀'.repeat(1000)}...`],
    ['a word that is cut', `${'x'.repeat(998)}fuck`, `${'x'.repeat(998)}fu...`],
    ['a word at the very end of the limit', `${'x'.repeat(996)}fuck!`, `${'x'.repeat(996)}****...`],
  ] as const) {
    test(`cut ${what} to 1000 code points first, with three dots`, async () => {
      assert.equal(await delivered(sent), expected)
    })
  }

  for (const [sent, expected] of [
    ['fuck', '****'],
    ['shit', '****'],
    ['傻逼', '**'],
    ['操你妈', '***'],
    ['去死', '**'],
    ['垃圾', '**'],
    ['oh fuck this shit', 'oh **** this ****'],
    ['motherfucker', 'mother****er'],
    ['垃圾垃圾桶', '****桶'],
    ['fufuckck', 'fu****ck'],
    ['FUCK Fuck', 'FUCK Fuck'],
    ['f u-c_k 去 死', 'f u-c_k 去 死'],
    ['😀fuck😀', '😀****😀'],
  ] as const) {
    test(`replace words: ${sent} becomes ${expected}`, async () =>
      assert.equal(await delivered(sent), expected))
  }

  test('of one sender arrive in their order at everybody', async () => {
    const [ann, bob, eve] = await daemon.joinAll('Ann', 'Bob', 'Eve')
    const texts = Array.from({ length: 200 }, (_, number) => `${number}`)
    for (const msg of texts) ann.send(textToAll('Ann', msg))
    for (const client of [bob, eve]) {
      for (const msg of texts) assert.equal((await client.next()).msg, msg)
    }
  })

  test('of two senders do not mix inside a frame', async () => {
    const [ann, bob, eve] = await daemon.joinAll('Ann', 'Bob', 'Eve')
    const long = '长'.repeat(900)
    for (let count = 0; count < 100; count++) {
      ann.send(textToAll('Ann', `${count} ${long}`))
      bob.send(textToAll('Bob', `${count} ${long}`))
    }
    const expected = new Map([
      ['Ann', 0],
      ['Bob', 0],
    ])
    for (let count = 0; count < 200; count++) {
      const { from, msg } = await eve.next()
      const number = expected.get(from as string) ?? Number.NaN
      assert.equal(msg, `${number} ${long}`)
      expected.set(from as string, number + 1)
    }
  })

  test('and the answers to one sender come in the order of its requests', async () => {
    const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
    const data = Buffer.alloc(200_000, 'x').toString('base64')
    ann.send({ type: 'file_upload', from: 'Ann', filename: 'big.txt', data })
    ann.send({ type: 'text', from: 'Ann', target: 'Nobody', msg: 'first' })
    ann.send({ type: 'file_request', file_id: 'none' })
    ann.send({ type: 'file_upload', from: 'Ann', filename: 'no.exe', data })
    ann.send(textToAll('Ann', 'after all'))
    const answers = []
    for (let count = 0; count < 5; count++) answers.push(await ann.next())
    assert.equal(answers[0]?.type, 'file_notify')
    assert.match(String(answers[1]?.msg), /^✅/)
    assert.equal(answers[2]?.msg, '❌ 发送失败：用户 Nobody 不在线')
    assert.equal(answers[3]?.msg, '❌ 文件不存在或已过期')
    assert.match(String(answers[4]?.msg), /^❌ 不支持的文件类型/)
    assert.equal((await bob.next()).type, 'file_notify')
    assert.equal((await bob.next()).msg, 'after all')
  })

  test('of an unknown type go to nobody', async () => {
    const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
    for (const type of ['TEXT', 'user_list', 'file_notify', 'file_response', '__proto__', '', null, 5]) {
      ann.send({ type, from: 'Ann', msg: 'hi', users: ['Eve'], filename: 'a.txt', file_id: 'x', data: '' })
    }
    ann.send(textToAll('Ann', 'last'))
    assert.equal((await bob.next()).msg, 'last')
  })

  test('with keys of the prototype are texts like any other', async () => {
    const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
    ann.sendFrame('{"type":"text","from":"Ann","msg":"hi","__proto__":{"msg":"no"},"constructor":1}')
    assert.deepEqual(bare(await bob.next()), { type: 'text', from: 'Ann', target: EVERYBODY, msg: 'hi' })
  })
})

describe('the v6 file packet in a v9 room', () => {
  before(async () => {
    daemon = await Daemon.start()
  })
  after(() => daemon?.stop())

  for (const field of ['filedata', 'data']) {
    test(`is forwarded to all others with its ${field}`, async () => {
      const [ann, bob, eve] = await daemon.joinAll('Ann', 'Bob', 'Eve')
      ann.send({ type: 'file', from: 'Ann', filename: '报告.pdf', [field]: 'aGVsbG8=' })
      for (const client of [bob, eve]) {
        const packet = await client.next()
        assert.equal(packet.type, 'file')
        assert.equal(packet.from, 'Ann')
        assert.equal(packet.filename, '报告.pdf')
        assert.equal(packet[field], 'aGVsbG8=')
      }
      assert.deepEqual(await receivedBy(ann, 'Ann'), [])
    })
  }

  test('does not come from 系统, whatever it says', async () => {
    const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
    ann.send({ type: 'file', from: '系统', filename: 'a.txt', filedata: 'aGVsbG8=' })
    const msg = mark()
    ann.send(textToAll('Ann', msg))
    const packets = await bob.upTo((packet) => packet.msg === msg)
    assert.ok(packets.every((packet) => packet.from !== '系统'))
  })
})

describe('a word list of the configuration', () => {
  before(async () => {
    daemon = await Daemon.start({
      config: { security: { filter_words: ['abcd', 'cdef', 'aa', '😀b', 'a.c'], max_message_length: 10 } },
    })
  })
  after(() => daemon?.stop())

  for (const [sent, expected] of [
    ['xabcdefx', 'x******x'],
    ['aaa', '***'],
    ['aaaaa', '*****'],
    ['x😀bx', 'x**x'],
    ['abc a.c', 'abc ***'],
    ['fuck', 'fuck'],
    ['12345678abcd', '12345678ab...'],
  ] as const) {
    test(`replaces overlapping words: ${sent} becomes ${expected}`, async () => {
      assert.equal(await delivered(sent), expected)
    })
  }
})

describe('with the message filter off', () => {
  before(async () => {
    daemon = await Daemon.start({ config: { security: { enable_message_filter: false } } })
  })
  after(() => daemon?.stop())

  test('texts are neither cut nor changed', async () => {
    const long = `fuck ${'字'.repeat(5000)}`
    assert.equal(await delivered(long), long)
  })

  test('a text that is no string is still not delivered', async () => {
    const bob = await daemon.join('Bob')
    const ann = await daemon.join('Ann')
    await bob.next(listWith('Ann'))
    for (const msg of [[], ['hi'], {}, 5, null, true]) {
      const eve = await daemon.enter()
      eve.send({ type: 'text', from: 'Eve', msg })
      await eve.close()
    }
    ann.send(textToAll('Ann', 'last'))
    assert.equal((await bob.next()).msg, 'last')
  })
})
