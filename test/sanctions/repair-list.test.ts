import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseList } from '../../src/sanctions/parse-list.ts'
import { repairList } from '../../src/sanctions/repair-list.ts'

const repair = (source: string | Buffer) => repairList(Buffer.from(source), 'list.json')
const kept = (source: string | Buffer) => repair(source)?.kept

test('a good list is not touched', () => {
  for (const text of ['[]', '["10.0.0.7"]', '\ufeff["10.0.0.7"]', '["no address"]'])
    assert.equal(repair(text), null)
})

test('every address of a broken list is kept, quoted or not', () => {
  assert.deepEqual(kept('["10.0.0.7", "10.0.0.0/8",]'), ['10.0.0.7', '10.0.0.0/8'])
  assert.deepEqual(kept('["10.0.0.7", 10.0.0.8, fd00::/8, ::1]'), ['10.0.0.7', '10.0.0.8', 'fd00::/8', '::1'])
  assert.deepEqual(kept('10.0.0.7\n10.0.0.8\r\n'), ['10.0.0.7', '10.0.0.8'])
  assert.deepEqual(kept("['10.0.0.7', “10.0.0.8”，'10.0.0.9']"), ['10.0.0.7', '10.0.0.8', '10.0.0.9'])
  assert.deepEqual(kept('{"10.0.0.7": "spam"}'), ['10.0.0.7'])
  assert.deepEqual(kept('["10.0.0.7", "10.0.0.8'), ['10.0.0.7', '10.0.0.8'])
  assert.deepEqual(kept('["10.0.0.7", "10.0.0.7",]'), ['10.0.0.7'])
})

test('what was commented out stays out', () => {
  assert.deepEqual(kept('["10.0.0.7", // 10.0.0.8\n /* "10.0.0.9" */ # 10.0.0.10\n]'), ['10.0.0.7'])
})

test('what is no address is dropped and told', () => {
  assert.deepEqual(repair('["10.0.0.7", "10.0.0.300", "张三",]'), {
    text: '["10.0.0.7"]',
    kept: ['10.0.0.7'],
    dropped: ['10.0.0.300', '张三'],
  })
})

test('an empty file becomes an empty list', () => {
  assert.deepEqual(repair(''), { text: '[]', kept: [], dropped: [] })
})

test('UTF-16 and GBK are understood', () => {
  assert.deepEqual(kept(Buffer.from('\ufeff["10.0.0.7"]', 'utf16le')), ['10.0.0.7'])
  assert.deepEqual(kept(Buffer.from('\ufeff["10.0.0.7"]', 'utf16le').swap16()), ['10.0.0.7'])
  assert.deepEqual(kept(Buffer.from([...Buffer.from('["10.0.0.7", "'), 0xb0, 0xa1, ...Buffer.from('"]')])), [
    '10.0.0.7',
  ])
})

test('whatever stands in the file, the result is a good list, with all that the server itself would save', () => {
  const piece = fc.constantFrom(
    ...'[]{},"\n ',
    '"10.0.0.7"',
    '10.0.0.8',
    '"fd00::/8"',
    '//',
    '/*',
    '*/',
    'x',
    '\ufeff',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const content = Buffer.from(pieces.join(''))
      const repaired = repairList(content, 'list.json')
      const before = parseList(content, 'list.json')
      if (repaired === null) return assert.ok(before.ok)
      assert.deepEqual(parseList(Buffer.from(repaired.text), 'list.json'), {
        ok: true,
        addresses: repaired.kept,
      })
      if (!before.ok)
        for (const address of before.salvaged) assert.ok(repaired.kept.includes(address.trim()), address)
    }),
    { numRuns: 500 },
  )
})
