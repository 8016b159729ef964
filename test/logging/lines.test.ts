import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { textOf } from '../../src/encoding/byte-string.ts'
import { LOG_EVENTS } from '../../src/logging/events.ts'
import type { LogFields } from '../../src/logging/fields.ts'
import { jsonLines, type LineFormat, textLines } from '../../src/logging/lines.ts'
import { LocalTime } from '../../src/logging/local-time.ts'

const time = new LocalTime()
const [asJson, asText] = [jsonLines(time), textLines(time)]
const json: (...event: Parameters<LineFormat>) => string = (...event) => textOf(asJson(...event))
const text: (...event: Parameters<LineFormat>) => string = (...event) => textOf(asText(...event))
const moment = Date.UTC(2026, 10, 23, 2, 0, 0, 123)

const ONE_LINE = /^[^\p{Cc}\p{Cf}\u2028\u2029\p{Cs}]*\n$/u
/** Pieces that clients would forge lines with. */
const piece = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
  fc.constantFrom(
    '\n2026-01-01 00:00:00 [ERROR] x',
    '","level":"ERROR","x":"',
    '\r\n{"time":"2026"}\n',
    '\x1b[2J',
    '%s %d %j %%',
  ),
)
const evil = fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join(''))

test('a JSON line has its keys in order and nothing about process or host', () => {
  const line = json(
    moment,
    'INFO',
    'chat/text',
    { target: '所有人', user: 'Alice', ip: '192.168.1.100', text: 'hi', reason: undefined },
    () => 'Alice -> 所有人 >> hi',
  )
  const record = JSON.parse(line)
  assert.deepEqual(Object.keys(record), ['time', 'level', 'event', 'ip', 'user', 'target', 'text', 'message'])
  assert.equal(record.time, time.iso(moment))
  assert.equal(record.level, 'INFO')
  assert.equal(record.event, 'chat/text')
})

test('a text line is the original servers’', () => {
  assert.equal(
    text(moment, 'WARNING', 'chat/blocked', {}, () => 'x'),
    `${time.plain(moment)} [WARNING] x\n`,
  )
})

test('whatever a client says, an event is one JSON line that gives it back unchanged', () => {
  fc.assert(
    fc.property(evil, evil, evil, (user, target, said) => {
      const fields = { ip: '10.0.0.5', user, target, text: said }
      const { words } = LOG_EVENTS['chat/text']
      const line = json(moment, 'INFO', 'chat/text', fields, words)
      assert.match(line, ONE_LINE)
      const expected = {
        time: time.iso(moment),
        level: 'INFO',
        event: 'chat/text',
        ...fields,
        message: words(fields),
      }
      assert.deepEqual(JSON.parse(line), expected)
      assert.equal(line.split('"level":').length, 2)
    }),
  )
})

test('the line of a chat text is the one that pino writes', () => {
  const { words } = LOG_EVENTS['chat/text']
  const byPino = (fields: LogFields) =>
    json(moment, 'INFO', 'chat/say', fields, words).replace('"event":"chat/say"', '"event":"chat/text"')
  const target = fc.option(evil, { nil: undefined })
  fc.assert(
    fc.property(evil, target, evil, (user, whom, said) => {
      const fields = { ip: '10.0.0.5', user, target: whom, text: said }
      assert.equal(json(moment, 'INFO', 'chat/text', fields, words), byPino(fields))
    }),
  )
})

test('whatever a client says, an event is one text line', () => {
  fc.assert(
    fc.property(evil, evil, (user, said) => {
      const message = LOG_EVENTS['chat/text'].words({ user, text: said })
      const line = text(moment, 'INFO', 'chat/text', {}, () => message)
      assert.match(line, ONE_LINE)
      assert.ok(line.startsWith(`${time.plain(moment)} [INFO] `))
    }),
  )
})
