import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CanaryGrants } from '../../../src/server/canary/grants.ts'

test('a token lets two in, who find each other by it, and nobody else', () => {
  const grants = new CanaryGrants<string>()
  const { token, expiresInMs } = grants.grant(0)
  assert.match(token, /^[0-9a-f]{64}$/)
  assert.ok(expiresInMs <= 10_000)
  const pair = grants.claim(token, 1)
  assert.ok(pair)
  assert.equal(grants.claim(token, 2), pair)
  assert.equal(grants.claim(token, 3), undefined)
  assert.equal(grants.isOpen(3), false)
})

test('two grants are two pairs', () => {
  const grants = new CanaryGrants<string>()
  const [one, other] = [grants.grant(0), grants.grant(0)]
  assert.notEqual(one.token, other.token)
  assert.notEqual(grants.claim(one.token, 1), grants.claim(other.token, 1))
})

test('a token is worth nothing after its time', () => {
  const grants = new CanaryGrants<string>()
  const { token, expiresInMs } = grants.grant(0)
  assert.equal(grants.isOpen(expiresInMs - 1), true)
  assert.equal(grants.claim(token, expiresInMs), undefined)
  assert.equal(grants.isOpen(expiresInMs), false)
})

test('what is no token is refused, whatever it looks like', () => {
  const grants = new CanaryGrants<string>()
  const { token } = grants.grant(0)
  const wrong = [
    '',
    'x',
    token.slice(0, 62),
    `${token}00`,
    `${token.slice(0, 63)}x`,
    '0'.repeat(64),
    'é'.repeat(64),
  ]
  for (const given of wrong) assert.equal(grants.claim(given, 1), undefined, given)
  assert.ok(grants.claim(token, 1))
})

test('only so many are open at a time; used and expired ones make room', () => {
  const grants = new CanaryGrants<string>()
  const first = Array.from({ length: 8 }, () => grants.grant(0).token)
  assert.throws(() => grants.grant(1), { id: 'control/too-many-canaries' })
  grants.claim(first[0] ?? '', 1)
  grants.claim(first[0] ?? '', 1)
  assert.ok(grants.grant(1))
  assert.throws(() => grants.grant(2))
  assert.ok(grants.grant(10_000))
})
