import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileDiff } from '../../../src/doctor/fixes/file-diff.ts'

const text = (...lines: string[]) => Buffer.from(lines.map((line) => `${line}\n`).join(''))

test('lines that change stand between the ones around them', () => {
  const before = Array.from({ length: 20 }, (_, at) => `line ${at + 1}`)
  const after = before.with(9, 'another')
  assert.deepEqual(fileDiff(text(...before), text(...after)), {
    lines: [
      '@@ -7 +7 @@',
      ' line 7',
      ' line 8',
      ' line 9',
      '-line 10',
      '+another',
      ' line 11',
      ' line 12',
      ' line 13',
    ],
    notes: [],
  })
})

test('a password is in no line, also where nothing else changes', () => {
  const config = (password: string) => text('{', '  "admin": {', `    "password": "${password}"`, '  }', '}')
  const { lines } = fileDiff(config('first-secret'), config('second-secret'))
  assert.deepEqual(lines.slice(3, 5), ['-    "password": ******', '+    "password": ******'])
  assert.doesNotMatch(lines.join('\n'), /secret/)
})

test('what a terminal would obey is not in the lines', () => {
  const { lines } = fileDiff(text('["a"]'), text('["\u001b[2J\u202e"]'))
  for (const evil of ['\u001b', '\u202e']) assert.ok(!lines.join('\n').includes(evil))
})

test('another encoding, or a mark that comes or goes, is told', () => {
  const chinese = '{"名": "值"}\n'
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(chinese, 'utf16le')])
  const { lines, notes } = fileDiff(utf16, Buffer.from(chinese))
  assert.deepEqual(lines, [])
  assert.deepEqual(notes, [{ key: 'fixes.encodingChanges', values: { from: 'UTF-16LE', to: 'UTF-8' } }])
  const [marked] = fileDiff(Buffer.from(`\ufeff${chinese}`), Buffer.from(chinese)).notes
  assert.equal(marked?.values?.from, 'UTF-8 with a byte order mark')
})

test('a file that comes into being has new lines only', () => {
  assert.deepEqual(fileDiff(null, text('{}')).lines, ['@@ -1 +1 @@', '+{}'])
})

test('a file that is too long is told, not shown', () => {
  const long = Buffer.alloc(1024 * 1024, 'x')
  assert.deepEqual(fileDiff(long, text('[]')).lines, [])
})
