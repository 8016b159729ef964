import assert from 'node:assert/strict'
import { test } from 'node:test'
import { diagnose } from '../../src/config/diagnose.ts'
import { SAMPLE, sampleWith } from './sample.ts'

const found = (text: string) =>
  diagnose(text)
    .diagnostics.filter(({ severity }) => severity === 'error')
    .map(
      ({ id, message, line, column }) =>
        `${id} ${message.key.replace('config.syntax.', '')} ${line}:${column}`,
    )

test('a comma after the last entry is pointed at itself, not at the brace behind it', () => {
  assert.deepEqual(found(sampleWith('40', '40,')), ['config/trailing-comma trailingComma 5:26'])
  assert.deepEqual(found(sampleWith('40', '40\n,\n\n')), ['config/trailing-comma trailingComma 6:1'])
  assert.deepEqual(found('{"security": {"filter_words": ["a", ]}}'), [
    'config/trailing-comma trailingComma 1:35',
  ])
})

test('a missing last brace is pointed at behind the last character', () => {
  assert.deepEqual(found(SAMPLE.slice(0, SAMPLE.lastIndexOf('}'))), ['config/syntax brace 23:93'])
})

test('both kinds of comments are errors in their places, and the rest is understood', () => {
  const text = sampleWith('"server": {', '// where to listen\n  "server": {').replace(
    '3\n  }',
    '3 /* files */\n  }',
  )
  assert.deepEqual(found(text), ['config/comment comment 2:3', 'config/comment comment 22:23'])
})

test('a comma behind which only a comment follows is still a trailing comma', () => {
  assert.deepEqual(found(sampleWith('40', '40, // enough')), [
    'config/trailing-comma trailingComma 5:26',
    'config/comment comment 5:28',
  ])
})

for (const [what, text, expected] of [
  ['a missing comma is behind the entry before it', '{"data": {}\n"files": {}}', 'comma 1:12'],
  ['a missing colon is behind the key', '{"data" {}}', 'colon 1:8'],
  ['a missing value', '{"data": }', 'value 1:10'],
  ['a word in Python spelling', '{"data": None}', 'symbol 1:10'],
  ['a text without its closing quote', '{"server": {"host": "x\n}}', 'endOfString 1:21'],
  ['a number that starts with zero', '{"server": {"port": 03000}}', 'leadingZero 1:21'],
  ['a number without its fraction', '{"server": {"port": 3.}}', 'number 1:21'],
  ['a backslash of a Windows path', '{"logging": {"file": "C:\\logs"}}', 'escape 1:22'],
  ['a tab inside a text', '{"logging": {"file": "a\tb"}}', 'character 1:22'],
  ['something behind the end', '{}\n{}', 'end 2:1'],
  ['a bracket that nothing closes', '{"security": {"filter_words": ["a"', 'bracket 1:35'],
] as const) {
  test(`said once, and in its place: ${what}`, () => {
    assert.equal(found(text)[0], `config/syntax ${expected}`)
    assert.equal(found(text).length, 1, found(text).join('; '))
  })
}

test('single quotes get the advice to use double ones', () => {
  const { diagnostics } = diagnose(`{'data': {}}`)
  assert.deepEqual(diagnostics[0]?.expected, { key: 'config.expected.doubleQuotes' })
})

test('several mistakes are all told at once, those of the content too', () => {
  const text = sampleWith('40', '40,').replace('3000', '"3000"').replace('"chat.log"', 'chat.log')
  assert.deepEqual(found(text), [
    'config/wrong-type config.wrong.text 4:13',
    'config/trailing-comma trailingComma 5:26',
    'config/syntax symbol 19:13',
  ])
})
