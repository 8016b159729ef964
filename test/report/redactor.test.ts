import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type AddressRange, maskByte, parseRange } from '../../src/chat/address.ts'
import { AddressPseudonyms } from '../../src/report/redact/address-pseudonyms.ts'
import { encodingsOf } from '../../src/report/redact/encodings.ts'
import { searchForSecrets } from '../../src/report/redact/proof.ts'
import { Redactor, type RedactorOptions } from '../../src/report/redact/redactor.ts'

const key = Buffer.alloc(32, 7)
const redactor = (options: Partial<RedactorOptions> = {}) =>
  new Redactor({ level: 'default', secrets: [], users: [], hosts: [], key, ...options })

const secretText = fc
  .string({ unit: 'grapheme', minLength: 6, maxLength: 30 })
  .filter((text) => /^\S.*\S$/u.test(text) && text.isWellFormed() && new Set(text).size > 4)
const surroundings = fc.string({ unit: 'grapheme', maxLength: 30 }).filter((text) => text.isWellFormed())

test('no known secret survives in any encoding', () => {
  fc.assert(
    fc.property(secretText, surroundings, surroundings, (secret, before, after) => {
      const shown = encodingsOf(secret).map(({ text }) =>
        redactor({ secrets: [secret] }).text(`${before} ${text} ${after}`),
      )
      const planted = `${before}${after}`
      fc.pre(searchForSecrets([{ name: 'x', bytes: Buffer.from(planted) }], [secret]).leaks.length === 0)
      const artefacts = shown.map((text, index) => ({ name: String(index), bytes: Buffer.from(`<${text}>`) }))
      assert.deepEqual(searchForSecrets(artefacts, [secret]).leaks, [])
    }),
    { numRuns: 100 },
  )
})

test('the search finds a secret in every encoding, split across lines and across files', () => {
  const secret = 'Tr0ub4dor&3 "ä"'
  for (const { encoding, text } of encodingsOf(secret)) {
    const { leaks } = searchForSecrets([{ name: 'f', bytes: Buffer.from(`a ${text} b`) }], [secret])
    assert.ok(
      leaks.some((leak) => leak.file === 'f'),
      encoding,
    )
  }
  for (const padding of ['', 'x', 'xy']) {
    const inside = Buffer.from(`${padding}${secret}zz`).toString('base64')
    assert.notDeepEqual(searchForSecrets([{ name: 'f', bytes: Buffer.from(inside) }], [secret]).leaks, [])
  }
  const split = searchForSecrets([{ name: 'f', bytes: Buffer.from('Tr0ub4d\n   or&3 "ä"') }], [secret])
  assert.notDeepEqual(split.leaks, [])
  const files = [
    { name: 'a', bytes: Buffer.from('x Tr0ub4dor') },
    { name: 'b', bytes: Buffer.from('&3 "ä" y') },
  ]
  assert.deepEqual(
    searchForSecrets(files, [secret])
      .leaks.map(({ file }) => file)
      .includes('a + b'),
    true,
  )
  assert.deepEqual(searchForSecrets([{ name: 'f', bytes: Buffer.from('nothing here') }], [secret]).leaks, [])
  assert.doesNotMatch(JSON.stringify(split), /Tr0ub/)
})

test('secrets that nobody named are known by their shape', () => {
  const hidden = [
    ['"password": "hunter22"', 'hunter22'],
    ['{\\"admin_password\\": \\"hunter22\\"}', 'hunter22'],
    ["'password_hash': 'abcdef'", 'abcdef'],
    ['API_KEY=abcdef123', 'abcdef123'],
    ['export DB_PASSWORD="two words"', 'two words'],
    ['chatctl --admin-password hunter22 serve', 'hunter22'],
    ['密码：猜不到的', '猜不到的'],
    ['--admin-password 0._A_+00.a+Aa+ x', '0._A_+00'],
    ['"password": "no-way-1"', 'no-way-1'],
    ['postgres://chat:s3cr3t@db.example/x', 's3cr3t'],
    ['https://h.example/hook?token=abcdef&x=1', 'abcdef'],
    ['Authorization: Bearer abc.def-123', 'abc.def-123'],
    ['Authorization: Basic dXNlcjpwYXNz', 'dXNlcjpwYXNz'],
    ['$2b$12$3HjQAoMPYvAsJHdYLfQT5u1G23hGpGriPUhe0O8ekyNfCiB4LhiCS', '3HjQAoMPYv'],
    ['$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub', 'RdescudvJCsgt3ub'],
    ['sha256 5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8', '5e884898'],
    ['ghp_abcdefghijklmnopqrstuvwxyz0123456789', 'abcdefghijklmnop'],
    ['-----BEGIN PRIVATE KEY-----\nMIIE\nabc\n-----END PRIVATE KEY-----', 'MIIE'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3', 'eyJzdWIi'],
  ] as const
  for (const [text, secret] of hidden) {
    const shown = redactor({ level: 'none' }).text(text)
    assert.ok(!shown.includes(secret), shown)
    assert.match(shown, /\[redacted:[\w-]+\]/)
  }
})

test('what is no secret stays readable', () => {
  for (const text of [
    '"password_enabled": true',
    'password: required',
    '2025-12-17 18:10:41 [INFO] [连接] 已加入',
    'version 1.2.3.4.5 of 10:20:30',
    'see /opt/chatserver/config.json:12:5',
    'chatctl doctor config --fix',
    '127.0.0.1:3000 and [::1]:3000',
    'status=203/EXEC code=exited',
  ]) {
    assert.equal(redactor().text(text), text)
  }
})

test('people and machines get the same pseudonym everywhere', () => {
  const { text, user, address, value } = bound(
    redactor({ users: ['alice', 'root', '小明明'], hosts: ['chat-box'] }),
  )
  assert.equal(text('alice on chat-box, alice@chat-box, malice'), 'user-1 on host-1, user-1@host-1, malice')
  assert.equal(text('/home/alice/x and root'), '/home/user-1/x and root')
  assert.equal(user('alice'), 'user-1')
  assert.equal(text('小明明 >> 你好'), 'user-2 >> 你好')
  const seen = address('192.168.1.9')
  assert.match(seen, /^192\.168\.\d+\.\d+$/)
  assert.notEqual(seen, '192.168.1.9')
  assert.equal(text('from 192.168.1.9:5000'), `from ${seen}:5000`)
  assert.deepEqual(value({ '203.0.113.9': ['203.0.113.9'] }), {
    [address('203.0.113.9')]: [address('203.0.113.9')],
  })
  assert.match(text('02:42:ac:11:00:02'), /^02:00:00:00:00:01$/)
  assert.match(text('write to a.b@mail.example'), /email-1$/)
})

function bound(one: Redactor) {
  return {
    text: (given: string) => one.text(given),
    user: (name: string) => one.user(name),
    address: (text: string) => one.address(text),
    value: (given: unknown) => one.value(given),
  }
}

const covers = (outer: AddressRange, inner: AddressRange) =>
  outer.family === inner.family &&
  outer.prefix <= inner.prefix &&
  outer.bytes.every((byte, index) => byte === maskByte(inner.bytes[index] ?? 0, index, outer.prefix))

/** An address and a range that holds it half of the time. */
function pair(address: fc.Arbitrary<string>, bits: number) {
  return fc
    .tuple(address, address, fc.boolean(), fc.integer({ min: bits === 32 ? 8 : 40, max: bits }))
    .map(([one, other, same, prefix]) => ({ one, range: `${same ? one : other}/${prefix}` }))
}

test('an address lies in a range exactly when its pseudonym does', () => {
  fc.assert(
    fc.property(fc.oneof(pair(fc.ipV4(), 32), pair(fc.ipV6(), 128)), ({ one, range }) => {
      const pseudonyms = new AddressPseudonyms(key)
      const [real, realRange] = [parseRange(one), parseRange(range)]
      fc.pre(real !== undefined && realRange !== undefined && real.family === realRange.family)
      // Ranges wider than a block that keeps its place cannot keep all relations with it.
      fc.pre(
        !/^(?:0|10|100|127|169|172|192|22[4-9]|23\d|255|fc|fd|fe|ff|::)/i.test(range) &&
          !/^(?:0|10|100|127|169|172|192|22[4-9]|23\d|255|fc|fd|fe|ff|::)/i.test(one),
      )
      const [fake, fakeRange] = [parseRange(pseudonyms.of(one)), parseRange(pseudonyms.of(range))]
      assert.ok(fake && fakeRange)
      assert.equal(covers(fakeRange, fake), covers(realRange, real))
    }),
    { numRuns: 500 },
  )
})

test('private addresses stay private, loopback stays itself, all others are nobody’s', () => {
  const pseudonyms = new AddressPseudonyms(key)
  assert.match(pseudonyms.of('10.1.2.3'), /^10\./)
  assert.match(pseudonyms.of('172.20.1.1'), /^172\.(?:1[6-9]|2\d|3[01])\./)
  assert.equal(pseudonyms.of('127.0.0.1'), '127.0.0.1')
  assert.equal(pseudonyms.of('::1'), '::1')
  assert.equal(pseudonyms.of('0.0.0.0'), '0.0.0.0')
  assert.match(pseudonyms.of('8.8.8.8'), /^2(?:4\d|5[0-5])\./)
  assert.match(pseudonyms.of('2606:4700::1'), /^3fff:/)
  assert.match(pseudonyms.of('10.1.2.0/24'), /^10\.\d+\.\d+\.0\/24$/)
  assert.equal(pseudonyms.of('not an address'), 'not an address')
})

test('hexadecimal digits of an encoded secret may be large or small', () => {
  const secret = 'Kx7#mQ!p"2\\zß'
  const one = redactor({ level: 'none', secrets: [secret] })
  const hex = Buffer.from(secret).toString('hex')
  const mixed = [...hex].map((digit, at) => (at % 3 === 0 ? digit.toUpperCase() : digit)).join('')
  const percent = encodeURIComponent(secret)
  for (const form of [
    hex,
    hex.toUpperCase(),
    mixed,
    percent,
    percent.replace(/%../g, (byte) => byte.toLowerCase()),
  ])
    assert.equal(one.text(`a ${form} b`), 'a [redacted:known-secret] b')
})

test('what somebody typed behind /login into the chat is taken for the password that it is', () => {
  for (const [said, left] of [
    ['alice -> 所有人 >> /login admin Hunter2Hunter', 'alice -> 所有人 >> /login [redacted:typed-login]'],
    ['"message":"/identify Hunter2Hunter","ip":"x"', '"message":"/identify [redacted:typed-login]","ip":"x"'],
    ['/AUTH Hunter2Hunter', '/AUTH [redacted:typed-login]'],
    ['/usr/bin/login alice', '/usr/bin/login alice'],
    ['/var/lib/auth and more', '/var/lib/auth and more'],
  ] as const)
    assert.equal(redactor().text(said), left)
})

test('a secret with quotes is found in JSON that JSON quotes', () => {
  const secret = ';B"w=\\gcß'
  let text = JSON.stringify({ key: secret })
  for (let depth = 0; depth < 3; depth++) {
    text = JSON.stringify({ message: `failed: ${text}` })
    const { leaks } = searchForSecrets([{ name: 'f', bytes: Buffer.from(text) }], [secret])
    assert.equal(leaks.length, 1, text)
    assert.match(redactor({ secrets: [secret] }).text(text), /\[redacted:/)
    const left = redactor({ secrets: [secret] }).text(text)
    assert.ok(!left.includes('gc') && !left.includes(';B'), left)
  }
})
