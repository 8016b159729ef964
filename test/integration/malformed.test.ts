import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { Daemon } from '../helpers/daemon.ts'
import { frame, header } from '../helpers/framing.ts'
import { isTalk, mark, saying } from '../helpers/packets.ts'
import type { Packet, WireClient } from '../helpers/wire-client.ts'

/**
 * How a case must end. `skipped`: the packet is dropped and the connection lives. `closed`: the connection is closed.
 * `free`: the one or the other. `any`: what the table lets through may also be delivered.
 */
type Ending = 'skipped' | 'closed' | 'free' | 'any'

interface Case {
  readonly what: string
  readonly bytes: Buffer
  readonly v9: Ending
  readonly v6: Ending
}

const json = (what: string, body: string, v9: Ending = 'free', v6: Ending = v9): Case => ({
  what,
  bytes: frame(body),
  v9,
  v6,
})
const text = (fields: string) => `{"type":"text","from":"Eve",${fields}}`
const DEEP = 1_000_000
const deepArray = '['.repeat(DEEP) + ']'.repeat(DEEP)
const deepObject = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`

const cases: Case[] = [
  { what: 'the length 0', bytes: header(0), v9: 'closed', v6: 'closed' },
  { what: 'a length above 50 MiB', bytes: header(52_428_801), v9: 'closed', v6: 'closed' },
  { what: 'a length with the highest bit', bytes: header(0xffff_fff0), v9: 'closed', v6: 'closed' },
  { what: 'a line of HTTP', bytes: Buffer.from('GET / HTTP/1.1\r\n\r\n'), v9: 'closed', v6: 'closed' },
  json('no JSON', 'hello', 'skipped', 'free'),
  json('JSON that breaks off', '{"type":"text","from":"Eve","msg":"ev', 'skipped', 'free'),
  json('a byte order mark', `\ufeff${text('"msg":"evil"')}`, 'skipped', 'free'),
  json('text behind the JSON', `${text('"msg":"evil"')} x`, 'skipped', 'free'),
  json('two objects', text('"msg":"evil"').repeat(2), 'skipped', 'free'),
  json('single quotes', "{'type':'text','msg':'evil'}", 'skipped', 'free'),
  json('blanks alone', '   ', 'skipped', 'free'),
  json('a trailing comma', text('"msg":"evil",'), 'skipped', 'free'),
  json('a raw line break in a string', text('"msg":"ev\nil"'), 'skipped', 'free'),
  { what: 'no UTF-8', bytes: frame(Buffer.from([0x22, 0xff, 0xfe, 0x22])), v9: 'free', v6: 'free' },
  {
    what: 'no UTF-8 inside a text',
    bytes: frame(Buffer.from(text('"msg":"\xe9vil"'), 'latin1')),
    v9: 'free',
    v6: 'free',
  },
  {
    what: 'half a character at the end of a text',
    bytes: frame(
      Buffer.concat([
        Buffer.from(text('"msg":"').slice(0, -1)),
        Buffer.from([0xe4, 0xbd]),
        Buffer.from('"}'),
      ]),
    ),
    v9: 'free',
    v6: 'free',
  },
  {
    what: 'an overlong form of a slash',
    bytes: frame(Buffer.from(text('"msg":"\xc0\xaf"'), 'latin1')),
    v9: 'free',
    v6: 'free',
  },
  {
    what: 'a surrogate as UTF-8 bytes',
    bytes: frame(Buffer.from(text('"msg":"\xed\xa0\x80"'), 'latin1')),
    v9: 'free',
    v6: 'free',
  },
  ...['{}', '[]', 'null', '0', '""', 'false'].map((body) => json(`the empty value ${body}`, body)),
  ...['[1]', '"x"', '5', 'true', '[{"type":"text","msg":"evil"}]', '-1.5e3'].map((body) =>
    json(`the value ${body}, which is no object`, body),
  ),
  json('a text without msg', '{"type":"text","from":"Eve"}'),
  ...['null', '5', 'true', '[]', '["evil"]', '{}', '{"a":"evil"}'].map((msg) =>
    json(`a text with the msg ${msg}`, text(`"msg":${msg}`)),
  ),
  json('a text whose target is an array', text('"msg":"evil","target":["Bob"]'), 'free', 'any'),
  json('a text whose target is an object', text('"msg":"evil","target":{"a":1}'), 'free', 'any'),
  json('a file_id that is an array', '{"type":"file_request","from":"Eve","file_id":["x"]}', 'any', 'any'),
  json('a file_id that is an object', '{"type":"file_request","from":"Eve","file_id":{}}', 'any', 'any'),
  json('a text from a number', '{"type":"text","from":5,"msg":"evil"}', 'any', 'free'),
  json('a text from null', '{"type":"text","from":null,"msg":"evil"}', 'any', 'free'),
  json('a text from an array', '{"type":"text","from":["Eve"],"msg":"evil"}', 'any', 'any'),
  json('an unknown type from a number', '{"type":"x","from":5}', 'free', 'any'),
  json('a file without a filename', '{"type":"file","from":"Eve","filedata":"eA=="}'),
  json(
    'a file from a number',
    '{"type":"file","from":5,"filename":"a.txt","filedata":"eA=="}',
    'any',
    'free',
  ),
  json('a very deep array', deepArray),
  json('a very deep array in a text', text(`"msg":${deepArray}`)),
  json('a very deep array in a packet of an unknown type', `{"type":"x","from":"Eve","deep":${deepArray}}`),
  json('a very deep object', deepObject),
  json('a very deep array that breaks off', '['.repeat(DEEP), 'free', 'free'),
  json('an integer of 5000 digits as msg', text(`"msg":${'7'.repeat(5000)}`)),
  json('an integer of 5000 digits in a packet of an unknown type', `{"type":"x","n":${'7'.repeat(5000)}}`),
]

for (const compatibility of ['v9', 'v6'] as const) {
  describe(`bad input with the ${compatibility} rules (WIRE section 10)`, () => {
    let daemon: Daemon
    let bob: WireClient
    let ann: WireClient
    before(async () => {
      daemon = await Daemon.start({ config: { server: { compatibility } } })
    })
    afterEach(() => daemon.disconnectAll())
    after(() => daemon?.stop())

    /** What Bob has been sent up to now, apart from lists. */
    const seenByBob = async (): Promise<Packet[]> => {
      const msg = mark()
      ann.send({ type: 'text', from: 'Ann', msg })
      return (await bob.upTo(saying(msg))).slice(0, -1).filter(isTalk)
    }

    /** Two bystanders and the offender, who has had its greeting. */
    const room = async (): Promise<WireClient> => {
      bob = await daemon.enter()
      ann = await daemon.enter()
      return await daemon.enter()
    }

    for (const { what, bytes, [compatibility]: ending } of cases) {
      const outcome =
        ending === 'any' ? 'harms nobody' : ending === 'free' ? 'is not delivered' : `is ${ending}`
      test(`${what} ${outcome}`, async () => {
        const eve = await room()
        const next = mark()
        eve.sendRaw(bytes)
        if (ending === 'closed') {
          await eve.closed()
        } else {
          eve.send({ type: 'text', from: 'Eve', msg: next })
          if (ending === 'skipped') await bob.next(saying(next))
          eve.finish()
          await eve.closed()
        }
        const delivered = (await seenByBob()).filter((packet) => packet.msg !== next)
        if (ending !== 'any') assert.deepEqual(delivered, [])
      })
    }

    test('literals such as NaN and Infinity are never delivered as such', async () => {
      for (const literal of ['NaN', 'Infinity', '-Infinity']) {
        const eve = await room()
        eve.sendFrame(text(`"msg":"hi","n":${literal}`))
        eve.sendFrame(text(`"msg":${literal}`))
        eve.sendFrame(`{"type":"x","n":[${literal}]}`)
        eve.finish()
        await eve.closed()
        await seenByBob()
      }
    })

    test('lone surrogates never break a broadcast', async () => {
      for (const body of [
        text('"msg":"\\ud800"'),
        text('"msg":"a\\udc00b","x":"\\ud83d"'),
        text('"msg":"\\ude00\\ud83d"'),
        text('"msg":"hi","target":"\\ud800"'),
        '{"type":"text","from":"\\ud800","msg":"hi"}',
        '{"type":"x","\\udfff":"\\ud800"}',
        '{"type":"file_upload","from":"Eve","filename":"\\ud800.txt","data":"eA=="}',
        '{"type":"file","from":"Eve","filename":"\\ud800.txt","data":"eA=="}',
      ]) {
        const eve = await room()
        eve.sendFrame(body)
        eve.finish()
        await eve.closed()
        await seenByBob()
      }
    })

    test('an end of the stream in a length or in a body delivers nothing', async () => {
      const whole = frame(text('"msg":"evil"'))
      for (const length of [1, 3, 4, 5, whole.length - 1]) {
        const eve = await room()
        eve.sendRaw(whole.subarray(0, length))
        eve.finish()
        await eve.closed()
        assert.deepEqual(await seenByBob(), [])
      }
    })

    test('a thousand bad bodies in a row harm nobody', async () => {
      const eve = await room()
      eve.sendRaw(Buffer.concat(Array.from({ length: 1000 }, (_, number) => frame(`{${number}`))))
      eve.finish()
      await eve.closed()
      assert.deepEqual(await seenByBob(), [])
    })

    if (compatibility === 'v9') {
      test('a body that is no JSON is not answered', async () => {
        const eve = await room()
        eve.sendFrame('no json')
        eve.send({ type: 'text', from: 'Eve', target: 'Eve', msg: 'alive' })
        const packets = (await eve.upTo(saying('alive'))).filter(isTalk)
        assert.equal(packets.length, 1)
      })

      test('a body that is no JSON does not name the connection', async () => {
        const eve = await room()
        eve.sendFrame('{"type":"text","from":"Wrong","msg":"x",}')
        eve.send({ type: 'text', from: 'Right', msg: 'hello' })
        assert.equal((await bob.next(saying('hello'))).from, 'Right')
      })

      for (const [what, from] of [
        ['a number', 5],
        ['null', null],
        ['an array', ['Eve']],
      ] as const) {
        test(`a text from ${what} is said by Guest`, async () => {
          const eve = await room()
          eve.send({ type: 'text', from, msg: 'hello' })
          assert.equal((await bob.next(saying('hello'))).from, 'Guest')
        })
      }
    }

    test('the daemon that has seen all this still runs', async () => {
      assert.equal(daemon.child.exitCode, null)
      await room()
      assert.deepEqual(await seenByBob(), [])
    })

    test('every line of its log is one record', () => {
      for (const line of daemon.log()) {
        assert.match(line, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \[(DEBUG|INFO|WARNING|ERROR|CRITICAL)\] /)
      }
    })
  })
}
