import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { hasDigitRun } from '../../src/protocol/digit-run.ts'
import { LIMITS } from '../../src/protocol/limits.ts'
import { readPacket } from '../../src/protocol/packet.ts'
import { randomFrom } from '../helpers/random.ts'

const read = (text: string) => readPacket(Buffer.from(text))

test('a packet has a limited number of values, of which commas in texts are none', () => {
  const array = (values: number) => `{"x":[${'0,'.repeat(values - 1)}0]}`
  assert.equal(typeof read(array(LIMITS.packetValues + 1)), 'object')
  assert.equal(read(array(LIMITS.packetValues + 2)), 'values')
  assert.equal(read(`{${'"a":0,'.repeat(LIMITS.packetValues + 1)}"a":0}`), 'values')
  assert.equal(typeof read(`{"x":"${','.repeat(1_000_000)}"}`), 'object')
})

test('a run of digits is found wherever it stands, and no shorter one is taken for it', () => {
  const random = randomFrom(7)
  for (let round = 0; round < 5000; round++) {
    const text = Array.from({ length: random(60) }, () => (random(6) === 0 ? 'x' : random(10))).join('')
    const length = 1 + random(14)
    assert.equal(hasDigitRun(text, length), new RegExp(`[0-9]{${length}}`).test(text), `${length} in ${text}`)
  }
})

/** Pieces of what stands in a packet, with all that the short way of reading must not take for a usual text. */
const piece = fc.constantFrom(
  ...[
    '{',
    '}',
    '"',
    ',',
    ':',
    ' ',
    '\\',
    '\\"',
    '\\u4e2d',
    '\n',
    '\t',
    '\x7f',
    '中',
    '😀',
    '\ufffd',
    'a',
    '1',
  ],
  ...['{"type":"text","from":"a","msg":"', '{"type": "text", "from": "a", "target": "b", "msg": "'],
  ...['"type":"text"', '"type":"file"', '"from":"a"', '"target":', '"msg":"hi"', '"}', '__proto__'],
)
const jumble = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''))
const texts = fc.oneof(
  jumble,
  jumble.map((inside) => `{"type":"text","from":"a","msg":"${inside}"}`),
  fc
    .tuple(jumble, jumble, jumble)
    .map(([from, target, msg]) => JSON.stringify({ type: 'text', from, target, msg })),
  fc
    .tuple(jumble, jumble)
    .map(([from, msg]) =>
      JSON.stringify({ type: 'text', from, msg }).replaceAll('":"', '": "').replaceAll('","', '", "'),
    ),
)

test('the short way of reading a usual text finds what the parser finds, and nothing where that finds nothing', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const found = read(text)
      const parsed = parse(text)
      if (typeof found === 'string') return assert.ok(!isPacket(parsed), `${text} is ${found}`)
      assert.deepEqual(Object.entries(found.packet), Object.entries(parsed as object))
      if (!found.isPlain) return
      for (const value of Object.values(found.packet)) {
        assert.equal(`"${value}"`, JSON.stringify(value))
        assert.equal(Buffer.byteLength(String(value)), String(value).length)
      }
    }),
    { numRuns: 2000 },
  )
})

test('a text without an escape is known to be its own JSON, one with an escape or beyond ASCII is not', () => {
  const isPlain = (text: string) => {
    const found = read(text)
    return typeof found === 'object' && found.isPlain
  }
  assert.ok(isPlain('{"type":"text","from":"a","msg":"hi"}'))
  assert.ok(isPlain('{"type": "text", "from": "a", "target": "b", "msg": "hi"}'))
  for (const msg of ['\\n', '\\u0041', '中', 'é'])
    assert.ok(!isPlain(`{"type":"text","from":"a","msg":"${msg}"}`))
})

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isPacket = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0
