import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { escapeForTerminal, jsonForTerminal } from '../../src/cli/escape.ts'

/** C0 with ESC, DEL, C1, bidirectional marks and overrides, zero-width letters, separators, BOM, tags. */
const DANGEROUS =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must never come through
  /[\u0000-\u001f\u007f-\u009f\u061c\u115f\u1160\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\ufff9-\ufffb\u{e0001}-\u{e007f}]/u
const nasty = fc.string({
  unit: fc.oneof(
    fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
    fc.constantFrom(
      '\u001b[31m',
      '\u001b]0;title\u0007',
      '\u009b2J',
      '\u202e',
      '\u2066',
      '\u200d',
      '\r\n',
      '👨‍👩‍👧',
    ),
  ),
})

test('what a client sends never reaches a terminal as a control sequence or a direction mark', () => {
  fc.assert(
    fc.property(nasty, (text) => {
      assert.doesNotMatch(escapeForTerminal(text), DANGEROUS)
    }),
  )
})

test('the JSON of anything is one document of the same value without such characters', () => {
  fc.assert(
    fc.property(nasty, nasty, (key, text) => {
      const value = { [`k${key}`]: [text] }
      const json = jsonForTerminal(value)
      assert.doesNotMatch(json.replaceAll('\n', ''), DANGEROUS)
      assert.deepEqual(JSON.parse(json), value)
    }),
  )
})

test('what draws nothing is written out in JSON too, also where Unicode has not named it yet', () => {
  assert.equal(jsonForTerminal('a\u2065b'), '"a\\u2065b"')
  assert.equal(jsonForTerminal('a\u{e0fff}b'), '"a\\udb43\\udfffb"')
  assert.equal(jsonForTerminal('⚠️'), '"⚠️"')
})

test('dangerous characters are shown by their numbers, and ordinary words stay as they are', () => {
  assert.equal(escapeForTerminal('a\u001b[2Jb'), 'a\\x1b[2Jb')
  assert.equal(escapeForTerminal('\u202eabc'), '\\u202eabc')
  assert.equal(escapeForTerminal('\u3164'), '\\u3164')
  assert.equal(escapeForTerminal('小明 ⚠️ Zoë 🚫'), '小明 ⚠️ Zoë 🚫')
})
