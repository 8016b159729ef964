import assert from 'node:assert/strict'
import { once } from 'node:events'
import { after, describe, test } from 'node:test'
import fc from 'fast-check'
import { readEvent } from '../../src/client/read-event.ts'
import type { Packet } from '../../src/protocol/packet.ts'
import { frame, header } from '../helpers/framing.ts'
import { endSessions, GREETING, greeted, ofType, session } from './fake-peer.ts'

after(endSessions)

describe('the beginning', () => {
  test('a v9 server is told our name once it has greeted, a v6 server is not', async () => {
    const v9 = session()
    v9.peer.system(GREETING)
    assert.deepEqual(await v9.tells('welcome'), { kind: 'welcome', rules: 'v9', text: GREETING })
    assert.deepEqual(await v9.peer.hears(ofType('hello')), { type: 'hello', from: 'Ann' })
    const v6 = await greeted('v6')
    assert.equal(v6.session.rules, 'v6')
    v6.session.say('hi')
    await v6.peer.hears(ofType('text'))
    assert.deepEqual(
      v6.peer.heard.map(({ type }) => type),
      ['heartbeat', 'text'],
    )
  })

  test('nothing is sent before the greeting but a sign of life', async () => {
    const { session: early, peer } = session()
    assert.equal(early.say('too early'), 'ended')
    await peer.hears(ofType('heartbeat'))
    peer.system(GREETING)
    await peer.hears(ofType('hello'))
    assert.ok(!peer.heard.some(ofType('text')))
  })

  for (const [text, reason] of [
    ['🚫 你的IP已被服务器封禁', 'banned'],
    ['⚠️ 服务器已满，请稍后再试', 'full'],
    ['连接过于频繁，请稍后再试', 'rate'],
    ['该IP已达到最大连接数限制(5)', 'per-address'],
  ] as const) {
    test(`${text} is no greeting`, async () => {
      for (const rules of ['v9', 'v6'] as const) {
        const { session: refused, peer, events } = session()
        peer.system(text, rules)
        peer.stream.end()
        assert.equal(await refused.ended, reason)
        assert.deepEqual(events, [{ kind: 'end', reason, detail: '' }])
      }
    })
  }

  test('a server that closes without a word is said to have done so', async () => {
    const { session: closed, peer } = session()
    peer.stream.end()
    assert.equal(await closed.ended, 'closed')
  })

  test('a server that says nothing is not waited for without end', async () => {
    assert.equal(await session({ greetingMs: 20 }).session.ended, 'silent')
  })

  test('what is not the protocol is told from a chat server', async () => {
    for (const answer of [
      'HTTP/1.1 400 Bad Request\r\n\r\n',
      'SSH-2.0-OpenSSH_9.9\r\n',
      frame('no json'),
      frame('[]'),
    ]) {
      const { session: other, peer } = session()
      peer.stream.write(answer)
      assert.equal(await other.ended, 'not-chat')
    }
  })
})

describe('what is heard', () => {
  test('texts, private ones, announcements and lists, but not the list from before we had a name', async () => {
    const { peer, events, tells } = await greeted()
    peer.v9({ type: 'user_list', users: [] })
    peer.v9({ type: 'text', from: 'Bob', target: '所有人', msg: 'hello' })
    peer.v9({ type: 'text', from: 'Bob', target: '你', msg: 'psst' })
    peer.v9({ type: 'text', from: 'Ann', target: 'Bob', msg: 'yes?' })
    peer.v9({ type: 'text', from: '【系统广播】', target: '所有人', msg: 'at ten' })
    peer.v9({ type: 'user_list', users: ['Ann', 'Bob'] })
    peer.v9({ type: 'file_notify', file_id: '1', filename: 'a.txt', from: 'Bob' })
    await tells('file-offer')
    assert.deepEqual(events, [
      { kind: 'text', from: 'Bob', text: 'hello' },
      { kind: 'private', from: 'Bob', to: 'Ann', text: 'psst' },
      { kind: 'private', from: 'Ann', to: 'Bob', text: 'yes?' },
      { kind: 'announcement', text: 'at ten' },
      { kind: 'users', names: ['Ann', 'Bob'] },
      { kind: 'file-offer', id: '1', name: 'a.txt', from: 'Bob' },
    ])
  })

  for (const [text, name] of [
    ['昵称不可用，已为你分配临时昵称：Guest_3', 'Guest_3'],
    ['昵称“Ann”已被占用，已为你分配：Ann_2', 'Ann_2'],
    ['系统强制改名为: Queen Ann', 'Queen Ann'],
  ] as const) {
    test(`“${text}” changes the name under which we speak`, async () => {
      const { session: ann, peer, tells } = await greeted()
      peer.system(text)
      assert.equal((await tells('name')).name, name)
      ann.say('me')
      assert.equal((await peer.hears(ofType('text'))).from, name)
    })
  }

  test('other texts of the system are recognised, with what is filled in', async () => {
    const { peer, events, tells } = await greeted()
    const texts = [
      ['⛔ 发言失败：你已被禁言', 'muted', []],
      ["'Bob' 改名为 'Robert'", 'renamed', ['Bob', 'Robert']],
      ['❌ 发送失败：用户 Eve 不在线', 'offline', ['Eve']],
      ['✅ 文件《a《b》.txt》上传成功 (0.2KB)', 'file-saved', ['a《b》.txt', '0.2']],
      ['❌ 文件过大，最大允许 10.0MB', 'file-size', ['10.0']],
      ['❌ 不支持的文件类型。允许的类型: .txt, .pdf', 'file-type', ['.txt, .pdf']],
      ['配置已更新：消息长度限制调整为 500 字符', 'message-limit', ['500']],
      ['something new', 'other', []],
    ] as const
    for (const [text] of texts) peer.system(text)
    peer.v9({ type: 'user_list', users: ['Ann'] })
    await tells('users')
    assert.deepEqual(
      events.slice(0, -1),
      texts.map(([text, notice, values]) => ({ kind: 'notice', notice, values, text })),
    )
  })

  test('a file is taken only when it was asked for, and only whole', async () => {
    const { session: ann, peer, events, tells } = await greeted()
    const response = (id: string, data: string) =>
      peer.v9({ type: 'file_response', file_id: id, filename: 'a.txt', data })
    response('unasked', 'AAAA')
    ann.request('1')
    response('1', 'aGVsbG8=')
    ann.request('2')
    response('2', 'rubbish!')
    response('1', 'AAAA')
    peer.v9({ type: 'user_list', users: ['Ann'] })
    await tells('users')
    assert.deepEqual(events.slice(0, -1), [
      { kind: 'file', id: '1', name: 'a.txt', data: Buffer.from('hello') },
    ])
  })

  test('files of v6 clients come in either field', async () => {
    const { peer, events, tells } = await greeted('v6')
    peer.send({ type: 'file', from: 'Bob', filename: 'a.txt', data: 'aGVsbG8=' })
    peer.send({ type: 'file', from: 'Bob', filename: 'b.txt', filedata: 'aGVsbG8=' })
    peer.send({ type: 'text', from: 'Bob', msg: 'end' })
    await tells('text')
    assert.deepEqual(
      events.slice(0, -1),
      ['a.txt', 'b.txt'].map((name) => ({
        kind: 'file-pushed',
        name,
        from: 'Bob',
        data: Buffer.from('hello'),
      })),
    )
  })

  test('fields of wrong types are no events, and nothing breaks', () => {
    const packet = fc.record(
      {
        type: fc.constantFrom('text', 'user_list', 'file_notify', 'file_response', 'file', 'x'),
        from: fc.anything(),
        msg: fc.anything(),
        target: fc.anything(),
        users: fc.anything(),
        file_id: fc.anything(),
        filename: fc.anything(),
        data: fc.anything(),
        filedata: fc.anything(),
      },
      { requiredKeys: ['type'] },
    )
    fc.assert(
      fc.property(packet, (given) => {
        const event = readEvent(given as Packet, 'Ann')
        for (const [key, value] of Object.entries(event ?? {}))
          assert.ok(typeof value === 'string' || Array.isArray(value) || Buffer.isBuffer(value), key)
      }),
      { numRuns: 2000 },
    )
  })

  test('any bytes after the greeting lead to an end that is said, or to silence', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        const { session: ann, peer } = await greeted()
        peer.stream.end(bytes)
        assert.ok(['closed', 'protocol'].includes(await ann.ended))
      }),
      { numRuns: 200 },
    )
  })
})

describe('what is sent', () => {
  test('signs of life, again and again', async () => {
    const { peer } = await greeted('v6', { heartbeatMs: 5 })
    while (peer.heard.length < 4) await once(peer.stream, 'heard')
    assert.ok(peer.heard.every(ofType('heartbeat')))
  })

  test('a private text is not given to a v6 server, which would show it to all', async () => {
    const { session: ann, peer } = await greeted('v6')
    assert.equal(ann.whisper('Bob', 'psst'), 'not-private')
    ann.say('hello')
    await peer.hears(ofType('text'))
    assert.ok(!peer.heard.some(({ msg }) => msg === 'psst'))
  })

  test('files go as each version expects them', async () => {
    const v9 = await greeted('v9')
    v9.session.upload('a.txt', Buffer.from('hello'))
    assert.deepEqual(await v9.peer.hears(ofType('file_upload')), {
      type: 'file_upload',
      from: 'Ann',
      filename: 'a.txt',
      data: 'aGVsbG8=',
      size: 5,
    })
    const v6 = await greeted('v6')
    v6.session.upload('a.txt', Buffer.from('hello'))
    assert.deepEqual(await v6.peer.hears(ofType('file')), {
      type: 'file',
      from: 'Ann',
      filename: 'a.txt',
      data: 'aGVsbG8=',
    })
  })

  test('half a character is never sent', async () => {
    const { session: ann, peer } = await greeted()
    ann.say('a\ud800b')
    assert.equal((await peer.hears(ofType('text'))).msg, 'a\ufffdb')
  })

  test('waiting for a slow network leaves nothing behind on the stream', async () => {
    const { session: ann, stream, peer } = await greeted()
    const listeners = () => ['drain', 'close'].map((event) => stream.listenerCount(event))
    const before = listeners()
    for (let count = 0; count < 20; count++) {
      ann.say('x'.repeat(100_000))
      await ann.drained()
    }
    assert.deepEqual(listeners(), before)
    assert.equal(peer.heard.filter(ofType('text')).length, 20)
  })

  test('what does not fit into a packet is refused here', async () => {
    const { session: ann } = await greeted()
    assert.equal(ann.say('x'.repeat(52_428_800)), 'too-long')
  })
})

describe('the end', () => {
  test('leaving waits for the answers to what was said', async () => {
    const { session: ann, peer, events } = await greeted()
    ann.whisper('Eve', 'psst')
    const left = ann.leave()
    await peer.hearsEnd()
    assert.equal(peer.heard.at(-1)?.msg, 'psst')
    peer.system('❌ 发送失败：用户 Eve 不在线')
    peer.stream.end()
    assert.equal(await left, 'left')
    assert.deepEqual(
      events.map((event) => (event.kind === 'notice' ? event.notice : event.kind)),
      ['offline', 'end'],
    )
    assert.equal(ann.say('too late'), 'ended')
  })

  test('a server that has not greeted is not waited for', async () => {
    const { session: ann } = session({ farewellMs: 60_000 })
    assert.equal(await ann.leave(), 'left')
  })

  test('a server that does not hang up leaves it open whether it has heard', async () => {
    const { session: ann } = await greeted('v9', { farewellMs: 20 })
    assert.equal(await ann.leave(), 'unconfirmed')
  })

  for (const [text, reason] of [
    ['你已被移出房间！', 'kicked'],
    ['你已被永久封禁！', 'banned-now'],
    ['心跳超时，连接已断开', 'heartbeat-timeout'],
    ['服务器即将关闭...', 'shutdown'],
  ] as const) {
    test(`the last word tells why: ${text}`, async () => {
      const { session: ann, peer } = await greeted()
      peer.system(text)
      peer.stream.end()
      assert.equal(await ann.ended, reason)
    })
  }

  test('a last word that was followed by others was none', async () => {
    const { session: ann, peer } = await greeted()
    peer.system('你已被移出房间！')
    peer.v9({ type: 'text', from: 'Bob', target: '所有人', msg: 'what?' })
    peer.stream.end()
    assert.equal(await ann.ended, 'closed')
  })

  test('a stream that breaks is told from one that ends', async () => {
    const { session: ann, stream, events } = await greeted()
    stream.destroy(Object.assign(new Error('cut'), { code: 'ECONNRESET' }))
    assert.equal(await ann.ended, 'reset')
    assert.deepEqual(events, [{ kind: 'end', reason: 'reset', detail: 'ECONNRESET' }])
  })

  test('a frame of impossible length ends the connection', async () => {
    for (const length of [0, 52_428_801, 0xffffffff]) {
      const { session: ann, peer } = await greeted()
      peer.stream.write(header(length))
      assert.equal(await ann.ended, 'protocol')
    }
  })
})
