import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MessageRate } from '../../src/chat/message-rate.ts'

test('a burst costs no wait, and what follows it one step each', () => {
  const rate = new MessageRate()
  const waits = Array.from({ length: 7 }, () => rate.count(1000, 10, 5))
  assert.deepEqual(waits, [0, 0, 0, 0, 0, 100, 200])
})

test('who waits as told never waits longer than one step', () => {
  const rate = new MessageRate()
  let now = 5000
  for (let at = 0; at < 1000; at++) {
    const wait = rate.count(now, 20, 3)
    assert.ok(wait <= 50)
    now += wait
  }
  assert.equal(Math.round(now - 5000), (1000 - 3) * 50)
})

test('the burst comes back with time, and only a whole one ends the count of the flood', () => {
  const rate = new MessageRate()
  for (let at = 0; at < 6; at++) rate.count(1000, 10, 5)
  assert.equal(rate.slowedFor(1300), 300)
  assert.equal(rate.count(1300, 10, 5), 0)
  assert.equal(rate.slowedFor(1300), 300)
  assert.equal(rate.count(9000, 10, 5), 0)
  assert.equal(rate.slowedFor(9000), 0)
})

test('a steady sender below the limit never waits', () => {
  const rate = new MessageRate()
  for (let at = 0; at < 10_000; at++) assert.equal(rate.count(at * 51, 20, 1), 0)
})

test('what was forgotten is not held against anybody', () => {
  const rate = new MessageRate()
  for (let at = 0; at < 100; at++) rate.count(1000, 10, 5)
  rate.forget()
  assert.equal(rate.count(1001, 10, 5), 0)
  assert.equal(rate.slowedFor(1001), 0)
})
