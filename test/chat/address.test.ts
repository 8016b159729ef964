import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonicalAddress, canonicalRange, parseAddress, parseRange } from '../../src/chat/address.ts'

test('an IPv4-mapped address is the IPv4 address, however it is written', () => {
  for (const text of ['::ffff:10.0.0.7', '::ffff:a00:7', '::FFFF:0A00:0007', '0:0:0:0:0:ffff:10.0.0.7']) {
    assert.equal(canonicalAddress(text), '10.0.0.7', text)
  }
})

test('an IPv6 address has one spelling and no zone', () => {
  assert.equal(canonicalAddress('2001:DB8:0:0:0:0:0:1'), '2001:db8::1')
  assert.equal(canonicalAddress('fe80::1%eth0'), 'fe80::1')
  assert.equal(canonicalAddress('::1'), '::1')
})

test('what is no address is not taken for one', () => {
  for (const text of [
    '',
    'localhost',
    '010.1.1.1',
    '10.1',
    '1.2.3.4.5',
    '256.1.1.1',
    '0x7f.1',
    '1.2.3.*',
    ' ::1',
    '::1::',
  ]) {
    assert.equal(parseAddress(text), undefined, text)
    assert.equal(canonicalAddress(text), text)
  }
})

test('a range may have host bits, and a mapped one counts from the IPv6 side', () => {
  assert.equal(canonicalRange('10.1.2.3/8'), '10.0.0.0/8')
  assert.equal(canonicalRange('10.1.2.255/25'), '10.1.2.128/25')
  assert.equal(canonicalRange('2001:db8:ffff::1/33'), '2001:db8:8000::/33')
  assert.equal(canonicalRange('::ffff:10.1.2.3/104'), '10.0.0.0/8')
  assert.equal(canonicalRange('10.0.0.7/32'), '10.0.0.7')
  assert.equal(canonicalRange('::/0'), '::/0')
  assert.equal(canonicalRange(' 10.0.0.7 '), '10.0.0.7')
})

test('what is no range is not taken for one', () => {
  for (const text of [
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0.0/-1',
    '10.0.0.0/08',
    '10.0.0.0/8/8',
    '/8',
    '::/129',
    '10.0.0.0/255.0.0.0',
    '::ffff:10.0.0.1/8',
    '10/8',
  ]) {
    assert.equal(parseRange(text), undefined, text)
  }
})
