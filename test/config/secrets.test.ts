import assert from 'node:assert/strict'
import { test } from 'node:test'
import { diagnose } from '../../src/config/diagnose.ts'
import { sampleWith } from './sample.ts'

const SECRET = 'hunter2'

/** Each has a mistake on or near the secret, so that the secret's line is in a frame. */
const TEXTS = {
  'a wrong value beside it': `{"admin": {"password": "${SECRET}"}, "server": {"port": "x"}}`,
  'a list instead of a text': `{"admin": {"password": ["${SECRET}"]}}`,
  'an object instead of a text': `{"admin": {"password": {"value": "${SECRET}"}}}`,
  'a text instead of the section': `{"admin": "${SECRET}"}`,
  'a list instead of the section': `{"admin": ["${SECRET}"]}`,
  'a misspelt key': `{"admin": {"pasword": "${SECRET}"}}`,
  'an unknown key of the section': `{"admin": {"motd": "${SECRET}"}}`,
  'a password at the top': `{"password": "${SECRET}"}`,
  'a password in another section': `{"server": {"admin_password": "${SECRET}"}}`,
  'a flag that holds it': `{"admin": {"password_enabled": "${SECRET}"}}`,
  'a doubled key': `{"admin": {"password": "${SECRET}",\n"password": "${SECRET}"}}`,
  'a hash of no known form': `{"admin": {"password_hash": "${SECRET}"}}`,
  'no quotes': `{"admin": {"password": ${SECRET}}}`,
  'no quotes and a space': `{"admin": {"password": my ${SECRET}}}`,
  'single quotes': `{"admin": {'password': '${SECRET}'}}`,
  'single quotes around a comma': `{"admin": {'password': 'a,${SECRET}'}}`,
  'no closing quote': `{"admin": {"password": "${SECRET}\n}}`,
  'no closing quote and a comma': `{"admin": {"password": "a,${SECRET},\n"password_enabled": true}}`,
  'a line break inside': `{"admin": {"password": "a\n${SECRET}\n${SECRET}"},\n"server": {"port": "x"}}`,
  'a quote inside': `{"admin": {"password": "a"${SECRET}"}}`,
  'a wrong escape': `{"admin": {"password": "\\${SECRET}"}}`,
  'no colon': `{"admin": {"password" "${SECRET}"}}`,
  'no colon and a line break': `{"admin": {"password"\n"${SECRET}"}}`,
  'a comma for the colon': `{"admin": {"password", "${SECRET}"}}`,
  'key and value in one text': `{"admin": {"password=${SECRET}"}}`,
  'no quote behind the key': `{"admin": {"password: "${SECRET}"}}`,
  'a line of its own': `{"admin": {"password":\n"${SECRET}"\n"x": 1}}`,
  'a comment': `{\n// old password: ${SECRET}\n"server": {}}`,
  'a block comment': `{/* password\n${SECRET} */"server": {}}`,
  'a section without its brace': `{"admin": {"password": "${SECRET}", "server": {"port": "x"}}`,
  'another file format': `admin:\n  password: ${SECRET}\n`,
  'a key that nobody knows': `{"api_tokn": "${SECRET}"}`,
  'a webhook': `{"alerts": "https://hooks.example.com/services/${SECRET}"}`,
  'deep under a key that nobody knows': `{"extra": {"deep": {"host": [["${SECRET}"]]}}}`,
  'a mail server of a section that nobody knows': `{"smtp": {"url": "smtps://me:${SECRET}@mail.example.com"}}`,
  'a key that nobody knows inside a known section': `{"server": {"license": "${SECRET}"}}`,
  'a key that nobody knows without its colon': `{"server": {"license" "${SECRET}"}}`,
  'a key that nobody knows behind a list': `{"security": {"filter_words": ["a"], "license": "${SECRET}"}}`,
  'a number instead of a text': `{"admin": {"password": 1${SECRET.length}0110}}`,
} as const

for (const [name, text] of Object.entries(TEXTS)) {
  test(`a password is never quoted: ${name}`, () => {
    const { diagnostics } = diagnose(text)
    assert.notEqual(diagnostics.length, 0, 'nothing is shown, so nothing is proved')
    const shown = JSON.stringify(diagnostics)
    assert.equal(shown.includes(SECRET), false)
    assert.equal(shown.includes('170110'), false)
  })
}

test('the mask does not tell how long the password is', () => {
  const frames = ['x', 'a password of many words'].map((password) =>
    diagnose(sampleWith('let-me-in', password).replace('"password_enabled": true', '"password_enabled": 1'))
      .diagnostics.filter(({ id }) => id === 'config/wrong-type')
      .map(({ frame }) => frame),
  )
  assert.deepEqual(frames[0], frames[1])
  assert.equal(frames[0]?.[0]?.[0]?.text, '    "password": ******,')
})

test('a value behind the password in the same line is shown and marked in its place', () => {
  const { diagnostics } = diagnose('{"admin": {"password": "let-me-in", "password_enabled": "no"}}')
  const line = diagnostics.find(({ id }) => id === 'config/wrong-type')?.frame[0]
  const { left = 0, width = 0 } = line?.mark ?? {}
  assert.equal(line?.text.slice(left, left + width), '"no"')
})

test('the value of a misspelt setting, and a small number under any key, stay readable', () => {
  for (const shown of ['"levl": "DEBUG"', '"prot": 3001', '"my_limit": 42', '"file": ["a", "b"]']) {
    const { diagnostics } = diagnose(`{"logging": {${shown}}}`)
    assert.ok(
      diagnostics.some(({ frame }) => frame.some(({ text }) => text.includes(shown))),
      shown,
    )
  }
})

test('a value from the environment that stands where a secret belongs is not quoted either', () => {
  for (const path of [
    ['admin', 'password_enabled'],
    ['admin', 'password'],
  ]) {
    const value = path[1] === 'password' ? [SECRET] : SECRET
    const { diagnostics } = diagnose('{}', [{ path, value, origin: 'CHATCTL_ADMIN' }])
    assert.ok(diagnostics.some(({ id }) => id === 'config/wrong-type'))
    assert.equal(JSON.stringify(diagnostics).includes(SECRET), false)
  }
})
