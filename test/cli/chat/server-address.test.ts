import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressText, parseAddress } from '../../../src/cli/chat/server-address.ts'

for (const [text, host, port] of [
  ['chat.example.org', 'chat.example.org', undefined],
  ['chat.example.org:3001', 'chat.example.org', 3001],
  ['192.0.2.1:65535', '192.0.2.1', 65_535],
  ['::1', '::1', undefined],
  ['2001:db8::1', '2001:db8::1', undefined],
  ['[::1]', '::1', undefined],
  ['[::1]:3000', '::1', 3000],
] as const) {
  test(`${text} is understood`, () => {
    assert.deepEqual(parseAddress(text), { host, port })
  })
}

test('anything else is refused before a connection is tried', () => {
  for (const text of [
    '',
    'a b',
    'http://x',
    'h:',
    'h:0',
    'h:65536',
    'h:x',
    '[x]:3000',
    '[::1',
    'a:b:3',
    'h:123456',
  ])
    assert.throws(() => parseAddress(text), { id: 'client/bad-address' }, text)
})

test('an IPv6 address is shown as it has to be typed', () => {
  assert.equal(addressText({ host: '::1', port: 3000 }), '[::1]:3000')
  assert.equal(addressText({ host: 'h', port: 1 }), 'h:1')
})
