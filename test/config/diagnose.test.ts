import assert from 'node:assert/strict'
import { test } from 'node:test'
import { diagnose } from '../../src/config/diagnose.ts'
import type { Diagnostic } from '../../src/config/diagnostic.ts'
import { useLocale } from '../../src/messages/both.ts'
import { render } from '../../src/messages/index.ts'
import { SAMPLE, sampleWith } from './sample.ts'

useLocale('en')

const HASH = `$2b$12$${'a'.repeat(53)}`
const place = ({ severity, id, key, line, column }: Diagnostic) =>
  `${severity} ${id} ${key} ${line}:${column}`
const besidesPassword = (source: string | Uint8Array) =>
  diagnose(source).diagnostics.filter(({ id }) => id !== 'config/plain-password')
const places = (source: string | Uint8Array) => besidesPassword(source).map(place)
const only = (source: string): Diagnostic => {
  const found = besidesPassword(source)
  assert.equal(found.length, 1, JSON.stringify(found.map(place)))
  return found[0] as Diagnostic
}

test('the form of the older server is accepted as it is, with a hint about its password', () => {
  const { config, diagnostics } = diagnose(SAMPLE)
  assert.deepEqual(diagnostics.map(place), ['warning config/plain-password admin.password 8:5'])
  assert.equal(config?.security.heartbeat_timeout, 60)
  assert.equal(config?.logging.file, 'chat.log')
})

test('a password hash and a file expiry are accepted without a word', () => {
  const text = sampleWith('"password": "let-me-in"', `"password_hash": "${HASH}"`)
  assert.deepEqual(diagnose(text.replace('60\n', '60, "file_expire_hours": 0.5\n')).diagnostics, [])
})

test('an empty object is a configuration of defaults', () => {
  const { config, diagnostics } = diagnose('{}')
  assert.deepEqual(diagnostics, [])
  assert.equal(config?.server.port, 3000)
  assert.deepEqual(config?.security.exempt_addresses, ['127.0.0.1', '::1'])
})

for (const [found, id, hint] of [
  ['"3000"', 'wrong-type', 'Write it without quotes: "port": 3000'],
  ['70000', 'wrong-value', undefined],
  ['-1', 'wrong-value', undefined],
  ['3000.5', 'wrong-type', undefined],
  ['null', 'wrong-type', undefined],
  ['[3000]', 'wrong-type', undefined],
  ['{}', 'wrong-type', undefined],
  ['1e999', 'wrong-type', undefined],
] as const) {
  test(`port ${found} is an error that says what was expected`, () => {
    const text = sampleWith('3000', found)
    const diagnostic = only(text)
    assert.equal(place(diagnostic), `error config/${id} server.port 4:13`)
    assert.equal(diagnostic.expected && render(diagnostic.expected), 'a whole number from 0 to 65535')
    assert.equal(diagnostic.hint && render(diagnostic.hint), hint)
    assert.equal(diagnose(text).config, undefined)
  })
}

test('numbers and flags in quotes are told all at once, in the order of the file', () => {
  const text = sampleWith('"password_enabled": true', '"password_enabled": "false"')
    .replace('"enable_message_filter": true', '"enable_message_filter": "no"')
    .replace('"max_connections": 40', '"max_connections": "50"')
  assert.deepEqual(places(text), [
    'error config/wrong-type server.max_connections 5:24',
    'error config/wrong-type admin.password_enabled 9:25',
    'error config/wrong-type security.enable_message_filter 12:30',
  ])
})

test('misspelt keys warn, name the right one, and leave the default in force', () => {
  const text = sampleWith('max_connections', 'max_conections')
    .replace('heartbeat_timeout', 'heartbeat_timout')
    .replace('"level"', '"Level"')
  const found = besidesPassword(text)
  assert.deepEqual(found.map(place), [
    'warning config/unknown-key server.max_conections 5:5',
    'warning config/unknown-key security.heartbeat_timout 15:5',
    'warning config/unknown-key logging.Level 18:5',
  ])
  assert.deepEqual(
    found.map(({ hint }) => hint && render(hint)),
    ['"max_connections"', '"heartbeat_timeout"', '"level"'].map((name) => `Did you mean ${name}?`),
  )
  const { config } = diagnose(text)
  assert.equal(config?.server.max_connections, 50)
  assert.equal(config?.security.heartbeat_timeout, 90)
})

test('an unknown key that is near to nothing is named without a guess', () => {
  assert.equal(only(sampleWith('"port": 3000', '"port": 3000, "motd": "hi"')).hint, undefined)
})

test('a key that belongs to another section is sent there', () => {
  const { hint } = only(sampleWith('"port": 3000', '"port": 3000, "max_connections_per_ip": 3'))
  assert.equal(hint && render(hint), 'Did you mean "security.max_connections_per_ip"?')
})

test('a section inside another one is recognised as a missing brace', () => {
  const text = sampleWith('40\n  },', '40,')
  const found = besidesPassword(text)
  assert.deepEqual(
    found.map(({ key, id }) => `${id} ${key}`),
    [
      'config/unknown-key server.admin',
      'config/unknown-key server.security',
      'config/unknown-key server.logging',
      'config/unknown-key server.data',
      'config/syntax ',
    ],
  )
  assert.deepEqual(found[0]?.hint, {
    key: 'config.sectionInside',
    values: { name: 'admin', inside: 'server' },
  })
})

test('"tls": true, which the older servers ignored, warns and does not stop the server', () => {
  const text = sampleWith('"port": 3000', '"port": 3000, "tls": true')
  assert.equal(place(only(text)), 'warning config/tls-ignored server.tls 4:19')
  assert.notEqual(diagnose(text).config, undefined)
})

test('tls without certificate and key names what is missing', () => {
  const text = sampleWith('"port": 3000', '"port": 3000, "tls": { "port": 3443 }')
  assert.deepEqual(places(text), [
    'error config/missing-key server.tls.cert 4:19',
    'error config/missing-key server.tls.key 4:19',
  ])
})

test('of a doubled key the last one counts, and both lines are named', () => {
  const text = sampleWith('"port": 3000', '"port": 3000,\n    "port": 3001')
  const diagnostic = only(text)
  assert.equal(place(diagnostic), 'warning config/duplicate-key server.port 5:5')
  assert.deepEqual(diagnostic.message.values, { key: 'server.port', first: 4, line: 5 })
  assert.equal(diagnose(text).config?.server.port, 3001)
})

test('a value that is wrong in the first of two doubled keys does not matter', () => {
  assert.equal(
    diagnose(sampleWith('"port": 3000', '"port": "x",\n    "port": 3001')).config?.server.port,
    3001,
  )
})

test('each wrong entry of a list is an error of its own', () => {
  const list = '"exempt_addresses": ["10.0.0.0/8", "10.0.0.0/33", "010.1.1.1", "fd00::/8", 7]'
  assert.deepEqual(places(sampleWith('"max_message_length": 800', list)), [
    'error config/wrong-value security.exempt_addresses[1] 13:40',
    'error config/wrong-value security.exempt_addresses[2] 13:55',
    'error config/wrong-type security.exempt_addresses[4] 13:80',
  ])
})

test('an empty filter word, which would match everywhere, is refused', () => {
  assert.deepEqual(places(sampleWith('"max_message_length": 800', '"filter_words": ["a", ""]')), [
    'error config/wrong-value security.filter_words[1] 13:27',
  ])
})

test('log levels may be written in any case, and an unknown one lists the known', () => {
  assert.equal(diagnose(sampleWith('"INFO"', '"warning"')).config?.logging.level, 'WARNING')
  const { expected } = only(sampleWith('"INFO"', '"LOUD"'))
  assert.match(expected ? render(expected) : '', /"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"/)
})

test('the v6 rules switch the limits per address off, unless they are configured', () => {
  const { security } = diagnose('{"server": {"compatibility": "v6"}}').config ?? assert.fail()
  assert.deepEqual([security.max_connections_per_ip, security.max_attempts_per_minute], [0, 0])
  const text = '{"server": {"compatibility": "v6"}, "security": {"max_connections_per_ip": 2}}'
  assert.equal(diagnose(text).config?.security.max_connections_per_ip, 2)
  assert.equal(diagnose('{}').config?.security.max_connections_per_ip, 5)
})

test('what is no object is refused', () => {
  for (const text of ['[]', '"x"', '3', 'null', '', ' \n']) {
    assert.deepEqual(
      diagnose(text).diagnostics.map(({ id }) => id),
      ['config/not-an-object'],
      text,
    )
  }
})

test('a section that is no object lists the keys that belong into it', () => {
  const { expected } = only('{"data": []}')
  assert.match(expected ? render(expected) : '', /banned_ips_file, muted_ips_file, directory/)
})

test('__proto__ is an unknown key like any other and reaches no prototype', () => {
  const text = '{"__proto__": {"port": 1}, "server": {"__proto__": {"port": 2}, "constructor": 3}}'
  assert.deepEqual(
    diagnose(text).diagnostics.map(({ key, severity }) => `${severity} ${key}`),
    ['warning __proto__', 'warning server.__proto__', 'warning server.constructor'],
  )
  assert.equal(diagnose(text).config?.server.port, 3000)
  assert.equal(({} as { port?: number }).port, undefined)
})

test('a text that is nested too deeply for the parser is refused where that begins', () => {
  for (const text of ['['.repeat(1_000_000), '{"a":'.repeat(100_000)]) {
    const { diagnostics } = diagnose(text)
    assert.deepEqual(
      diagnostics.map(({ id }) => id),
      ['config/too-complex'],
    )
    assert.equal(diagnostics[0]?.column, text.startsWith('[') ? 65 : 64 * 5 + 1)
  }
})

test('a byte order mark is an error at the very beginning, and the rest is judged all the same', () => {
  assert.deepEqual(places(`\ufeff${sampleWith('3000', '"3000"')}`), [
    'error config/byte-order-mark  1:1',
    'error config/wrong-type server.port 4:13',
  ])
})

test('the first byte that is not UTF-8 is named with its line and column', () => {
  const name = Buffer.from([0xc8, 0xd5, 0xd6, 0xbe])
  const [before = '', after = ''] = sampleWith('chat.log', '\ufffd@').split('@')
  const found = besidesPassword(Buffer.concat([Buffer.from(before), name, Buffer.from(after)]))
  assert.deepEqual(found.map(place), ['error config/encoding  19:15'])
  assert.deepEqual(found[0]?.message.values, { byte: '0xC8' })
})

test('a file in UTF-16 is called that, without a word about its zero bytes', () => {
  const found = diagnose(Buffer.from(`\ufeff${SAMPLE}`, 'utf16le')).diagnostics
  assert.deepEqual(
    found.map(({ id, message }) => [id, message.key]),
    [['config/encoding', 'config.utf16']],
  )
})

test('columns count code points, and a CRLF file has the lines of its LF twin', () => {
  const text = sampleWith('"port": 3000', '"host": "😀日志", "port": "x"')
  const expected = [
    'warning config/duplicate-key server.host 4:5',
    'error config/wrong-type server.port 4:28',
  ]
  assert.deepEqual(places(text), expected)
  assert.deepEqual(places(text.replaceAll('\n', '\r\n')), expected)
})

test('both published default passwords are warned about, and neither is printed', () => {
  for (const password of ['admin123', '54server']) {
    const { diagnostics, config } = diagnose(sampleWith('let-me-in', password))
    assert.deepEqual(diagnostics.map(place), ['warning config/published-password admin.password 8:5'])
    assert.equal(JSON.stringify(diagnostics).includes(password), false)
    assert.equal(config?.admin.password, password)
  }
})

test('a password that is not in use is not warned about', () => {
  assert.deepEqual(
    places(sampleWith('"password": "let-me-in"', `"password": "x", "password_hash": "${HASH}"`)),
    [],
  )
  assert.deepEqual(
    diagnose(sampleWith('"password_enabled": true', '"password_enabled": false')).diagnostics,
    [],
  )
})

test('a hash that nothing can match is warned about', () => {
  const ids = (hash: string) => places(sampleWith('"password"', `"password_hash": "${hash}", "password"`))
  assert.deepEqual(ids('0123456789abcdef'.repeat(4)), ['warning config/old-hash admin.password_hash 8:5'])
  assert.deepEqual(ids('let-me-in'), ['warning config/unknown-hash admin.password_hash 8:5'])
  assert.deepEqual(ids('$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA'), [])
})

test('the frame shows the line with one before and one after, and marks the value', () => {
  assert.deepEqual(only(sampleWith('3000', '70000')).frame, [
    { number: 3, text: '    "host": "0.0.0.0",' },
    { number: 4, text: '    "port": 70000,', mark: { left: 12, width: 5 } },
    { number: 5, text: '    "max_connections": 40' },
  ])
})

test('a frame of one endless line stays narrow and marks the right place', () => {
  const filler = `"host": "${'长'.repeat(5000)}", `
  const { frame } = only(`{"server": {${filler}"port": "x", "max_queue_bytes": 5${' '.repeat(9999)}}}`)
  const [line] = frame
  assert.ok([...(line?.text ?? '')].length <= 70)
  const { left = 0, width = 0 } = line?.mark ?? {}
  assert.equal(width, 3)
  assert.ok(left < 70)
  assert.ok(line?.text.includes('"port": "x"'))
})

test('control characters of the file do not reach a terminal', () => {
  const text = sampleWith('"host": "0.0.0.0"', '"host\u009b31m\u202e": "\\u001b[2J"').replace(
    '3000',
    '"\\u001b[2J"',
  )
  const shown = diagnose(text).diagnostics.flatMap(({ key, message, frame }) => [
    key,
    render(message),
    ...frame.map((line) => line.text),
  ])
  assert.ok(shown.length > 6)
  assert.deepEqual(shown.join('').match(/[\p{Cc}\p{Cf}]/gu), null)
})
