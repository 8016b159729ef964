import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isAddressOrNetwork } from '../../src/config/address-syntax.ts'

test('addresses and networks of both families are accepted', () => {
  for (const text of [
    '10.1.2.3',
    '::1',
    '10.0.0.0/8',
    '0.0.0.0/0',
    '1.2.3.4/32',
    'fd00::/8',
    '::/0',
    '::1/128',
  ]) {
    assert.equal(isAddressOrNetwork(text), true, text)
  }
})

test('what only looks like one is refused', () => {
  const wrong = [
    '',
    'localhost',
    '10.1',
    '010.1.1.1',
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0.0/08',
    '10.0.0.0/+8',
  ]
  for (const text of [
    ...wrong,
    '10.0.0.0/255.0.0.0',
    '10.0.0.0/8/8',
    '::/129',
    'fe80::1%eth0',
    ' 10.1.2.3',
    '/8',
  ]) {
    assert.equal(isAddressOrNetwork(text), false, text)
  }
})
