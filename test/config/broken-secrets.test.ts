import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { diagnose } from '../../src/config/diagnose.ts'
import { withoutSecrets } from '../../src/config/secrets.ts'

/** Secrets have capitals and digits, so that no part of one is a part of anything else. */
const SECRETS = [
  ['Zq7Xw9Kv', 'Jd4Mf8Gh', 'Yb3Nu6Tc'],
  ['Zq7 Xw9Kv', 'Jd4M: F8Gh', 'Yb3N,U6Tc'],
  ['Zq7"Xw9Kv', 'Jd4M{F8"Gh', '//Yb3N\\U6Tc'],
  ['Zq7X","port":"X9KV', 'Jd4M}: [F8Gh', "/*Yb3N'U6Tc"],
] as const
const STRUCTURE = [...'{}[]:,"\'\\/* \n#0x', '“', '：', 'true']

type Secrets = readonly [string, string, string]

function configs([password, token, url]: Secrets): string[] {
  const all = {
    server: { host: '0.0.0.0', port: 3000, max_connections: 50, compatibility: 'v9' },
    admin: { password, password_enabled: true },
    security: { private_texts: true, filter_words: ['a', 'b'], api_token: token, message_burst: 100 },
    smtp: { url, port: 25, host: url, to: [url, { deep: url, file: url }] },
    logging: { level: 'INFO', file: 'chat.log' },
  }
  const mixed = {
    license: url,
    server: { port: 3000, license: url, host: '::' },
    admin: { password_hash: password, motd: token, password_enabled: false },
    extra: [url, 12345678],
  }
  const commented = JSON.stringify(all, null, 2).replace('"smtp"', '/* mail */ "smtp" /* of "us" */')
  return [
    JSON.stringify(all, null, 2),
    JSON.stringify(mixed, null, 2).replaceAll('\n', '\r\n'),
    JSON.stringify(mixed),
    commented,
  ]
}

/** Every part of four characters, as it is meant and as it is written. */
function partsOf(secrets: Secrets): string[] {
  const forms = secrets.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)])
  const parts = forms.flatMap((form) => Array.from(form, (_, at) => form.slice(at, at + 4)))
  return [...new Set(parts)].filter((part) => part.length === 4 && /[A-Z]/.test(part))
}

function assertHidden(text: string, secrets: Secrets) {
  const shown = withoutSecrets(text) + JSON.stringify(diagnose(text).diagnostics)
  for (const part of partsOf(secrets)) assert.ok(!shown.includes(part), `${part} of ${text}`)
}

test('a character too few, wherever, shows no part of a secret', () => {
  for (const secrets of SECRETS) {
    const text = configs(secrets)[1] ?? ''
    for (let at = 0; at < text.length; at++) assertHidden(text.slice(0, at) + text.slice(at + 1), secrets)
  }
})

test('characters too few and too many, wherever, show no part of a secret', () => {
  const change = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom('', ...STRUCTURE))
  const broken = fc.tuple(
    fc.constantFrom(...SECRETS),
    fc.nat(3),
    fc.array(change, { minLength: 1, maxLength: 2 }),
  )
  fc.assert(
    fc.property(broken, ([secrets, which, changes]) => {
      const text = changes.reduce((now, [where, put]) => {
        const at = Math.floor(where * now.length)
        return now.slice(0, at) + put + now.slice(put === '' ? at + 1 : at)
      }, configs(secrets)[which] ?? '')
      assertHidden(text, secrets)
    }),
    { numRuns: 3000 },
  )
})

const LINES = [
  '"host": "0.0.0.0"',
  '"host": "chat.example.com"',
  '"port": 3000',
  '"port": "3000"',
  '"port": 3O00',
  '"max_connections": 50',
  '"compatibility": "v9"',
  '"private_texts": true',
  '"private_texts": True',
  '"filter_words": ["a", "b"]',
  '"filter_words": ["a" "b"]',
  '"prot": 3001',
  '"level": "VERBOSE"',
  '"file": "logs/chat.log"',
  '"directory": "/opt/chatserver/data"',
]
const MISTAKES = {
  'a missing comma': (line: string) => `{\n"server": {\n"backup_count": "5"\n${line},\n"x": 1\n}}`,
  'a missing closing brace': (line: string) => `{\n"logging": {\n"format": "json",\n"server": {\n${line}\n}}`,
  'a missing opening brace': (line: string) => `{\n"server":\n${line}\n}}`,
  'a missing bracket': (line: string) => `{\n"security": {\n"reserved_names": ["a",\n${line}\n}}`,
  'a missing quote': (line: string) => `{\n"server": {\n"level": INFO",\n${line}\n}}`,
}

for (const [mistake, around] of Object.entries(MISTAKES)) {
  test(`the line of a harmless setting stays readable behind ${mistake}`, () => {
    for (const line of LINES) {
      const text = around(line)
      assert.ok(diagnose(text).diagnostics.some(({ id }) => id === 'config/syntax'))
      assert.ok(
        withoutSecrets(text)
          .split('\n')
          .includes(text.split('\n').find((each) => each.startsWith(line)) ?? ''),
        text,
      )
    }
  })
}

test('what was typed wrong is seen where it stands', () => {
  for (const line of [
    "'port': 3000",
    'port: 3000',
    '“port”：3000，',
    '"port" 3000',
    '"port: 3000',
    '"server" {',
  ]) {
    assert.equal(withoutSecrets(`{\n${line}\n{:`), `{\n${line}\n{:`)
  }
})

test('a value that is hidden is one mask, with the bracket that it begins with', () => {
  const text =
    '{\n"webhook": { "url": "https://x.example/T0/B1" },\n"reserved_names": ["a", b],\n"to": [\n"c"\n]\n{:'
  const shown = '{\n"webhook": ****** },\n"reserved_names": ******],\n"to": [\n******\n]\n{:'
  assert.equal(withoutSecrets(text), shown)
})

test('a password that is a word or a number of the configuration is hidden all the same', () => {
  for (const password of [
    '"admin"',
    '"port"',
    '"INFO"',
    '12345',
    '"30 00"',
    '["server", "file"]',
    '{"port"}',
  ]) {
    for (const name of [
      '"password": ',
      '"password" ',
      '"pasword": ',
      '"password: ',
      'password: ',
      "'password': ",
    ]) {
      assert.equal(withoutSecrets(`{\n${name}${password}\n{:`).includes(password.slice(1, -1)), false)
    }
  }
})
