import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatList, parseList } from '../../src/sanctions/parse-list.ts'

const parse = (text: string | Buffer) => parseList(Buffer.from(text), 'list.json')

/** What is wrong, where, and what is saved. */
function refused(text: string | Buffer): unknown[] {
  const parsed = parse(text)
  assert.ok(!parsed.ok, `taken: ${text}`)
  const { key, values } = parsed.problem
  return [key.replace('sanctions.broken.', ''), values?.line, values?.column, parsed.salvaged]
}

test('a list is an array of strings, kept as they are', () => {
  for (const text of ['["10.0.0.7", "192.168.1.9"]', '\ufeff["10.0.0.7","192.168.1.9","10.0.0.7"]\r\n']) {
    assert.deepEqual(parse(text), { ok: true, addresses: ['10.0.0.7', '192.168.1.9'] })
  }
  assert.deepEqual(parse('[]'), { ok: true, addresses: [] })
  assert.deepEqual(parse('[" 10.0.0.7", "\\u5f20三"]'), { ok: true, addresses: [' 10.0.0.7', '张三'] })
})

test('what is written reads back the same', () => {
  for (const addresses of [[], ['10.0.0.7'], ['10.0.0.7', '"quoted" \\ 张三', '__proto__']]) {
    assert.deepEqual(parse(formatList(addresses)), { ok: true, addresses })
    assert.deepEqual(JSON.parse(formatList(addresses)), addresses)
  }
})

test('a mistake is named with its line and column, and the addresses are saved', () => {
  assert.deepEqual(refused('["10.0.0.7",\n "10.0.0.8",\n]'), ['value', 3, 1, ['10.0.0.7', '10.0.0.8']])
  assert.deepEqual(refused('["10.0.0.7"\n "10.0.0.8"]'), ['comma', 2, 2, ['10.0.0.7', '10.0.0.8']])
  assert.deepEqual(refused('["10.0.0.7",\n "10.0.0.8\n]'), ['quote', 2, 2, ['10.0.0.7', '10.0.0.8']])
  assert.deepEqual(refused('["10.0.0.7"'), ['bracket', 1, 12, ['10.0.0.7']])
  assert.deepEqual(refused('["10.0.0.7"],'), ['after', 1, 13, ['10.0.0.7']])
  assert.deepEqual(refused('["10.0.0.7", 10.0.0.8]'), ['notString', 1, 14, ['10.0.0.7']])
  assert.deepEqual(refused('["张", null]'), ['notString', 1, 7, []])
  assert.deepEqual(refused('["10.0.0.7", “10.0.0.8”]'), ['value', 1, 14, ['10.0.0.7']])
  assert.deepEqual(refused('["10.0.0.7" // "10.0.0.8"\n]'), ['comment', 1, 13, ['10.0.0.7']])
})

test('an object, a string, an empty file and other encodings are refused', () => {
  assert.deepEqual(refused('{"10.0.0.7": "spam"}'), ['object', 1, 1, ['10.0.0.7']])
  assert.deepEqual(refused('"10.0.0.7"'), ['notArray', 1, 1, ['10.0.0.7']])
  assert.deepEqual(refused('null'), ['notArray', 1, 1, []])
  assert.deepEqual(refused(' \n'), ['empty', 1, 1, []])
  assert.deepEqual(refused(Buffer.from([0x5b, 0x22, 0xb0, 0xa1, 0x22, 0x5d])), ['encoding', 1, 3, []])
})

test('brackets nested a hundred thousand deep are refused like any other rubbish', () => {
  assert.equal(refused('['.repeat(100_000)).length, 4)
})
