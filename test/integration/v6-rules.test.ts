import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { Daemon } from '../helpers/daemon.ts'
import { mark } from '../helpers/packets.ts'
import type { Packet, WireClient } from '../helpers/wire-client.ts'

let daemon: Daemon
let ann: WireClient
let bob: WireClient

/** What another client receives for this body: the packet and its body. */
async function forwarded(body: string): Promise<{ packet: Packet; body: string }> {
  ann.sendFrame(body)
  const packet = await bob.next()
  return { packet, body: bob.bodyOf(packet) }
}

/** Everything that another client receives for these packets; a third client marks the end. */
async function everythingFor(...packets: object[]): Promise<Packet[]> {
  for (const packet of packets) ann.send(packet)
  const msg = mark()
  ann.send({ type: 'text', from: 'Ann', msg })
  return (await bob.upTo((packet) => packet.msg === msg)).slice(0, -1)
}

/** JSON without the blanks between its tokens and without escapes: what a comparison of values has to see. */
function tokens(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"|\s+/g, (part) =>
    part.startsWith('"') ? JSON.stringify(JSON.parse(part)) : '',
  )
}

describe('the v6 rules (WIRE section 4)', () => {
  before(async () => {
    daemon = await Daemon.start({ config: { server: { compatibility: 'v6' } } })
  })
  afterEach(() => daemon.disconnectAll())
  after(() => daemon?.stop())

  const twoClients = async () => {
    ann = await daemon.enter()
    bob = await daemon.enter()
  }

  for (const [what, body] of [
    ['a text', '{"type":"text","from":"Ann","msg":"你好 😀"}'],
    [
      'all extra fields of a text',
      '{"colour":[1,{"a":null}],"type":"text","msg":"hi","from":"Ann","target":"Bob"}',
    ],
    ['the order of keys', '{"z":1,"type":"x","a":2,"from":"Ann","m":3}'],
    ['keys that look like numbers in their order', '{"10":"a","9":"b","type":"x","1":"c"}'],
    ['integers beyond 2^53', '{"type":"x","id":12345678901234567890,"n":-9007199254740993}'],
    ['integers of four thousand digits', `{"type":"x","id":${'7'.repeat(4000)}}`],
    ['1.0 as 1.0', '{"type":"x","v":1.0,"w":[0.0,-0.0,100.0]}'],
    ['fractions', '{"type":"x","v":[1.5,0.1,123.456]}'],
    ['big integers beside a text', '{"type":"text","from":"Ann","msg":"hi","id":12345678901234567890}'],
    ['escapes', '{"type":"x","v":"\\u4f60\\"\\\\\\n\\u0000\\ud83d\\ude00"}'],
    ['empty keys and values', '{"type":"x","":"","a":{},"b":[]}'],
    ['a key __proto__', '{"type":"x","__proto__":{"a":1},"constructor":2}'],
    ['the metadata of newer clients', '{"type":"x","msg_id":"mine","protocol_version":"1.0.0"}'],
    ['a file with filedata', '{"type":"file","from":"Ann","filename":"a.exe","filedata":"!!"}'],
    ['a file with data', '{"type":"file","from":"Ann","filename":"a.txt","data":"eA=="}'],
    [
      'an upload of a newer client',
      '{"type":"file_upload","from":"Ann","filename":"a.txt","data":"eA==","size":1}',
    ],
    ['a request of a newer client', '{"type":"file_request","file_id":"x"}'],
    ['an unknown type', '{"type":"no such type","from":"Ann"}'],
    ['a packet without a type', '{"from":"Ann","msg":"hi"}'],
    ['a text without a sender', '{"type":"text","msg":"hi"}'],
    ['an empty sender', '{"type":"text","from":"","msg":"hi"}'],
    ['an empty text', '{"type":"text","from":"Ann","msg":""}'],
    ['words that v9 would replace', '{"type":"text","from":"Ann","msg":"fuck 垃圾"}'],
    ['reserved names of v9', '{"type":"text","from":"所有人","msg":"hi"}'],
    ['a name of 10,000 code points', `{"type":"text","from":"${'字'.repeat(10_000)}","msg":"hi"}`],
    [
      'names with control and bidirectional characters',
      '{"type":"text","from":"\\u202eA\\u0007 ","msg":"hi"}',
    ],
  ] as const) {
    test(`forward ${what}`, async () => {
      await twoClients()
      assert.equal(tokens((await forwarded(body)).body), tokens(body))
    })
  }

  test('forward the last of two equal keys', async () => {
    await twoClients()
    const { packet } = await forwarded('{"type":"text","from":"Ann","msg":"one","msg":"two"}')
    assert.deepEqual(packet, { type: 'text', from: 'Ann', msg: 'two' })
  })

  test('forward to all others, also to those that never spoke, and nothing to the sender', async () => {
    await twoClients()
    const eve = await daemon.enter()
    ann.send({ type: 'text', from: 'Ann', msg: 'hi' })
    assert.equal((await bob.next()).msg, 'hi')
    assert.equal((await eve.next()).msg, 'hi')
    bob.send({ type: 'text', from: 'Bob', msg: 'answer' })
    assert.equal((await ann.next()).msg, 'answer')
  })

  test('do not forward heartbeats', async () => {
    await twoClients()
    assert.deepEqual(await everythingFor({ type: 'heartbeat', from: 'Ann' }, { type: 'heartbeat' }), [])
  })

  test('take the sender from each packet', async () => {
    await twoClients()
    const eve = await daemon.enter()
    eve.send({ type: 'text', from: 'Same', msg: 'eve' })
    assert.deepEqual(await bob.next(), { type: 'text', from: 'Same', msg: 'eve' })
    for (const from of ['One', 'Two', 'Same']) {
      ann.send({ type: 'text', from, msg: 'hi' })
      assert.deepEqual(await bob.next(), { type: 'text', from, msg: 'hi' })
    }
  })

  test('cut a text of more than 1000 code points and leave its other fields alone', async () => {
    await twoClients()
    const { body } = await forwarded(
      `{"id":12345678901234567890,"type":"text","msg":"${'😀'.repeat(1001)}","from":"Ann","v":1.0}`,
    )
    assert.equal(
      tokens(body),
      `{"id":12345678901234567890,"type":"text","msg":"${'😀'.repeat(1000)}...[已截断]","from":"Ann","v":1.0}`,
    )
  })

  for (const [what, before, behind] of [
    ['keys that look like numbers', '"10":1,"9":2,"type":"text"', '"1":3'],
    ['a key __proto__', '"__proto__":{"msg":"x"},"type":"text"', '"constructor":1'],
    ['another msg deeper inside', '"a":{"msg":"m","b":[{"msg":"n"}]},"type":"text"', '"c":{"msg":"o"}'],
    ['an escaped quote before', '"a":"\\",\\"msg\\":\\"","type":"text"', '"b":"]}"'],
  ] as const) {
    test(`cut only the text beside ${what}`, async () => {
      await twoClients()
      const body = (msg: string) => `{${before},"from":"Ann","msg":"${msg}",${behind}}`
      const received = await forwarded(body('x'.repeat(1001)))
      assert.equal(tokens(received.body), body(`${'x'.repeat(1000)}...[已截断]`))
    })
  }

  test('cut a text whose msg comes twice or is spelt with escapes', async () => {
    await twoClients()
    const long = 'x'.repeat(1001)
    for (const body of [
      `{"msg":"short","type":"text","from":"Ann","msg":"${long}"}`,
      `{"type":"text","from":"Ann","\\u006dsg":"${long}"}`,
      `{ "type" : "text" , "from" : "Ann" , "msg" : "${long}" }`,
    ]) {
      const { packet } = await forwarded(body)
      assert.deepEqual(packet, { type: 'text', from: 'Ann', msg: `${'x'.repeat(1000)}...[已截断]` })
    }
  })

  test('do not cut 1000 code points', async () => {
    await twoClients()
    const { packet } = await forwarded(`{"type":"text","from":"Ann","msg":"${'😀'.repeat(1000)}"}`)
    assert.equal(packet.msg, '😀'.repeat(1000))
  })

  test('do not cut the msg of other types', async () => {
    await twoClients()
    const msg = 'x'.repeat(2000)
    assert.deepEqual((await forwarded(JSON.stringify({ type: 'x', msg }))).packet, { type: 'x', msg })
  })

  for (const from of ['系统', '【系统广播】']) {
    for (const packet of [
      { type: 'text', from, msg: 'hi' },
      { type: 'file', from, filename: 'a.txt', filedata: 'eA==' },
      { type: 'no such type', from },
    ]) {
      test(`let nobody speak as ${from} in a packet of type ${packet.type} (section 17, defect 7)`, async () => {
        await twoClients()
        ann.send(packet)
        const eve = await daemon.enter()
        eve.send({ type: 'text', from: 'Eve', msg: 'last' })
        const seen = await bob.upTo((other) => other.from === 'Eve')
        assert.ok(seen.every((other) => other.from !== from))
      })
    }
  }

  test('see through escapes and double keys of who speaks as 系统', async () => {
    await twoClients()
    const packets = [
      '{"type":"text","from":"\\u7cfb\\u7edf","msg":"hi"}',
      '{"type":"text","\\u0066rom":"系统","msg":"hi"}',
      '{"type":"text","from":"Ann","msg":"hi","from":"系统"}',
    ]
    for (const body of packets) ann.sendFrame(body)
    assert.ok((await everythingFor()).every((packet) => packet.from !== '系统'))
  })

  test('keep the order of a sender', async () => {
    await twoClients()
    for (let count = 0; count < 500; count++) ann.send({ type: 'x', count })
    for (let count = 0; count < 500; count++) assert.equal((await bob.next()).count, count)
  })
})

describe('the v6 rules with the filter off', () => {
  before(async () => {
    daemon = await Daemon.start({
      config: { server: { compatibility: 'v6' }, security: { enable_message_filter: false } },
    })
  })
  afterEach(() => daemon.disconnectAll())
  after(() => daemon?.stop())

  test('do not cut', async () => {
    ann = await daemon.enter()
    bob = await daemon.enter()
    const msg = 'x'.repeat(5000)
    assert.equal((await forwarded(JSON.stringify({ type: 'text', from: 'Ann', msg }))).packet.msg, msg)
  })
})
