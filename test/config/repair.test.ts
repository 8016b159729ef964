import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { diagnose } from '../../src/config/diagnose.ts'
import { repairConfig } from '../../src/config/repair.ts'
import { SAMPLE, sampleWith } from './sample.ts'

const repaired = (source: string | Uint8Array) => {
  const { text, repairs } = repairConfig(Buffer.from(source))
  return { text, what: repairs.map(({ id, key }) => `${id.replace('config/', '')} ${key}`.trim()) }
}
const errors = (source: string) =>
  diagnose(source).diagnostics.flatMap(({ severity, id }) => (severity === 'error' ? [id] : []))
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')

test('a good file is left as it is, its byte order and blanks too', () => {
  for (const text of [SAMPLE, SAMPLE.replaceAll('\n', '\r\n'), '{}', ' {"server":{"port":3000}}']) {
    assert.deepEqual(repaired(text), { text, what: [] })
  }
})

test('a byte order mark goes', () => {
  assert.deepEqual(repaired(`\ufeff${SAMPLE}`), { text: SAMPLE, what: ['byte-order-mark'] })
})

test('so does one behind another, or behind a comment', () => {
  assert.deepEqual(repaired(`\ufeff\ufeff${SAMPLE}`), { text: SAMPLE, what: ['byte-order-mark'] })
  assert.deepEqual(repaired(`// saved by\n\ufeff${SAMPLE}`), { text: SAMPLE, what: ['comment'] })
})

test('GBK and UTF-16 become UTF-8', () => {
  const meant = sampleWith('chat.log', '日志.log')
  const [before, after] = meant.split('日志') as [string, string]
  const gbk = Buffer.concat([Buffer.from(before), Buffer.from([0xc8, 0xd5, 0xd6, 0xbe]), Buffer.from(after)])
  assert.deepEqual(repaired(gbk), { text: meant, what: ['encoding'] })
  assert.deepEqual(repaired(utf16(meant)), { text: meant, what: ['encoding'] })
  assert.deepEqual(repaired(utf16(meant).swap16()), { text: meant, what: ['encoding'] })
})

test('bytes that are no text in any of these are left alone', () => {
  const bytes = Buffer.concat([
    Buffer.from('{"server": {"host": "'),
    Buffer.from([0xff, 0xff]),
    Buffer.from('"},}'),
  ])
  assert.deepEqual(repaired(bytes).what, [])
})

test('comments go, those alone in their lines with the lines, and nothing inside a text is a comment', () => {
  const text = `{
  // where to listen
  "server": {
    "port": 3000, // the usual one
    /* several
       lines */
    "host": "http://x/*y*/" /* z */
  }
}
`
  assert.deepEqual(repaired(text), {
    text: '{\n  "server": {\n    "port": 3000,\n    "host": "http://x/*y*/"\n  }\n}\n',
    what: ['comment'],
  })
  assert.deepEqual(repaired('{\r\n// a\r\n"server": {}\r\n}').text, '{\r\n"server": {}\r\n}')
})

test('a comment between two values does not join them', () => {
  assert.equal(repaired('{"a": 1/**/2}').text, '{"a": 1 2}')
})

test('a comment that is never closed hides what was meant: it stays', () => {
  assert.deepEqual(repaired('{"a": 1 /* }').what, [])
})

test('commas behind the last entry go, others stay', () => {
  assert.deepEqual(repaired('{"files": {}, "server": {"port": 3000,\n}, }'), {
    text: '{"files": {}, "server": {"port": 3000\n} }',
    what: ['trailing-comma'],
  })
  for (const text of ['{,}', '[1,,]', '{"a":,}']) assert.deepEqual(repaired(text), { text, what: [] })
})

for (const [from, found, to, key] of [
  ['"port": 3000', '"port": "3000"', '"port": 3000', 'server.port'],
  ['"max_connections": 40', '"max_connections": " 50 "', '"max_connections": 50', 'server.max_connections'],
  [
    '"password_enabled": true',
    '"password_enabled": "No"',
    '"password_enabled": false',
    'admin.password_enabled',
  ],
  ['"password_enabled": true', '"password_enabled": 1', '"password_enabled": true', 'admin.password_enabled'],
  ['"password": "let-me-in"', '"password": 1e3', '"password": "1e3"', 'admin.password'],
  [
    '"heartbeat_timeout": 60',
    '"heartbeat_timeout": 60, "exempt_addresses": "10.0.0.1，10.2.0.0/16"',
    '"heartbeat_timeout": 60, "exempt_addresses": ["10.0.0.1","10.2.0.0/16"]',
    'security.exempt_addresses',
  ],
] as const) {
  test(`${found} can only mean ${to}`, () => {
    const { text, what } = repaired(sampleWith(from, found))
    assert.deepEqual(what, [`wrong-type ${key}`])
    assert.equal(text, sampleWith(from, to))
    assert.deepEqual(errors(text), [])
  })
}

for (const found of ['"many"', '""', 'null', '{}', '[3000]', '3000.5', '"70000"', '2']) {
  test(`what was meant by ${found} for a port or a flag is for people to say`, () => {
    const part = found === '2' ? '"password_enabled": true' : '"port": 3000'
    const text = sampleWith(part, `${part.split(':')[0]}: ${found}`)
    assert.deepEqual(repaired(text), { text, what: [] })
  })
}

test('of a key that stands twice the one that counts is repaired', () => {
  const { text } = repaired('{"server": {"port": "1", "port": "2"}}')
  assert.equal(text, '{"server": {"port": "1", "port": 2}}')
})

test('everything at once leaves a file that can be used', () => {
  const broken = `${sampleWith('"port": 3000', '"port": "3000"').replace('"heartbeat_timeout": 60', '"heartbeat_timeout": 60, // s')}// end`
  const { text, what } = repaired(utf16(broken))
  assert.deepEqual(what, ['encoding', 'comment', 'trailing-comma', 'wrong-type server.port'])
  assert.deepEqual(errors(text), [])
  assert.equal(text, SAMPLE)
})

for (const [what, broken] of [
  ['a missing comma', sampleWith('"port": 3000,', '"port": 3000')],
  ['commas missing everywhere', SAMPLE.replaceAll(',\n', '\n')],
  ['quotes of a Chinese keyboard', sampleWith('"chat.log"', '“chat.log”').replace('"port"', '”port”')],
  ['commas and colons of a Chinese keyboard', sampleWith('"port": 3000,', '"port"：3000，')],
  ['single quotes', sampleWith('"INFO"', "'INFO'")],
  ['words of Python', SAMPLE.replaceAll('true', 'True')],
  ['a comment after #', sampleWith('"port": 3000,', '"port": 3000,# the usual one')],
  ['a missing last brace', SAMPLE.replace(/\}\n$/, '')],
] as const) {
  test(`${what} has one cure`, () => {
    const { text, what: repairs } = repaired(broken)
    assert.deepEqual(repairs, ['syntax'])
    const normal = (json: string) => json.replaceAll(/\s/g, '')
    assert.equal(normal(text), normal(SAMPLE))
    assert.deepEqual(errors(text), [])
  })
}

test('nothing inside a text is taken for punctuation or a word', () => {
  const text = sampleWith('"chat.log"', '"a，b：c “d” \'e\' True # None"').replace(
    '"port": 3000,',
    '"port": 3000',
  )
  assert.match(repaired(text).text, /"a，b：c “d” 'e' True # None"/)
})

test('a file that was cut off, or misses a brace further up, is for people to mend', () => {
  for (const text of [
    SAMPLE.slice(0, SAMPLE.indexOf('"heartbeat_timeout"')),
    sampleWith('"max_connections": 40\n  },', '"max_connections": 40,'),
    sampleWith('"chat.log"', '"chat.log'),
  ]) {
    assert.deepEqual(repaired(text), { text, what: [] })
  }
})

test('what else is wrong stays, and what could be repaired is', () => {
  const { text, what } = repaired('{"server": {"port": "3000",}, "logging" {}}')
  assert.deepEqual(what, ['trailing-comma', 'wrong-type server.port'])
  assert.deepEqual(errors(text), ['config/syntax'])
})

test('brackets nested a hundred thousand deep are left alone', () => {
  assert.deepEqual(repaired('['.repeat(100_000)).what, [])
})

const piece = fc.oneof(
  fc.constantFrom(...'{}[]:,"/*\n1e ', '//', '/*', '*/', '"server"', '"port"', ',}', '\ufeff', '日志'),
  fc.string({ maxLength: 3 }),
)

test('whatever a file holds, a repair is final and what it says it repaired is gone', () => {
  fc.assert(
    fc.property(fc.nat(SAMPLE.length), fc.array(piece, { maxLength: 12 }), (at, pieces) => {
      const source = SAMPLE.slice(0, at) + pieces.join('') + SAMPLE.slice(at)
      const { text, repairs } = repairConfig(Buffer.from(source))
      assert.deepEqual(repairConfig(Buffer.from(text)), { text, repairs: [] })
      for (const { id, key } of repairs) {
        if (id !== 'config/wrong-type' && id !== 'config/syntax') continue
        assert.ok(!diagnose(text).diagnostics.some((left) => left.id === id && left.key === key), text)
      }
    }),
    { numRuns: 1000 },
  )
})
