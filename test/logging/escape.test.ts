import assert from 'node:assert/strict'
import { test } from 'node:test'
import { safeJson, visible } from '../../src/logging/escape.ts'

const UNSAFE = /[\p{Cc}\p{Cf}\u2028\u2029\p{Cs}]/u

test('what is invisible or dangerous is made visible, and nothing else is touched', () => {
  for (let code = 0; code <= 0x10ffff; code++) {
    if (code === 0x20000) code = 0xe0000
    if (code === 0xe1000) break
    const character = String.fromCodePoint(code)
    const shown = visible(`a${character}b`)
    if (UNSAFE.test(character)) assert.match(shown, /^a\\[\w{}]+b$/, code.toString(16))
    else assert.equal(shown, `a${character}b`)
  }
})

test('the marks that the log names are among them', () => {
  const named = [0x7f, 0x85, 0x9b, 0x200b, 0x200d, 0x200e, 0x200f, 0x202a, 0x202e, 0x2066, 0x2069, 0xfeff]
  for (const code of [...named, 0x2028, 0x2029, 0xd800, 0xdfff]) {
    assert.notEqual(visible(String.fromCharCode(code)), String.fromCharCode(code), code.toString(16))
  }
})

test('escapes are short and familiar', () => {
  assert.equal(
    visible('a\nb\r\t\x1b[31m\u202e\u{e0041}\ud800'),
    'a\\nb\\r\\t\\x1b[31m\\u202e\\u{e0041}\\ud800',
  )
  assert.equal(visible('你好 😀 C:\\new'), '你好 😀 C:\\new')
})

test('a JSON line keeps its value and shows only harmless characters', () => {
  const value = { text: `\u0000\n\x7f\x85\u2028\u202e\ufeff\u{e0041}\ud800 你好 😀 "\\` }
  const line = safeJson(`${JSON.stringify(value)}\n`)
  assert.doesNotMatch(line.slice(0, -1), UNSAFE)
  assert.deepEqual(JSON.parse(line), value)
})
