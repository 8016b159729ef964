import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ratesBetween } from '../../src/top/rates.ts'
import { statusOf } from './sample-status.ts'

test('rates are what was added, by the second', () => {
  const before = { at: 1000, status: statusOf({ messages: { in: 10, out: 100 }, dropped: { kicked: 1 } }) }
  const after = {
    at: 3000,
    status: statusOf({
      messages: { in: 20, out: 300 },
      bytes: { in: 0, out: 4096 },
      dropped: { kicked: 1, slow: 4 },
    }),
  }
  const rates = ratesBetween(before, after)
  assert.equal(rates?.messagesIn, 5)
  assert.equal(rates?.deliveries, 100)
  assert.equal(rates?.bytesOut, 2048)
  assert.equal(rates?.dropped, 2)
  assert.equal(rates?.refused, 0)
})

test('a restart between two looks gives no rates, and so does no time', () => {
  const before = { at: 0, status: statusOf({}) }
  assert.equal(ratesBetween(before, { at: 1000, status: statusOf({ pid: 2 }) }), null)
  assert.equal(
    ratesBetween(before, { at: 1000, status: statusOf({ startedAt: '2026-01-02T00:00:00.000Z' }) }),
    null,
  )
  assert.equal(ratesBetween(before, before), null)
})
