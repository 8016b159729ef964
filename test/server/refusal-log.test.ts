import assert from 'node:assert/strict'
import { test } from 'node:test'
import { RefusalLog } from '../../src/server/refusal-log.ts'

function scene() {
  const more: string[] = []
  return { more, log: new RefusalLog((ip, refusal, count) => more.push(`${ip} ${refusal} ${count}`)) }
}

test('the first refusals are told, the rest of the minute in one line', () => {
  const { log, more } = scene()
  const told = Array.from({ length: 500 }, () => log.isTold('10.0.0.7', 'rate', 1000)).filter(Boolean)
  assert.equal(told.length, 10)
  log.sweep(60_999)
  assert.deepEqual(more, [])
  log.sweep(61_000)
  assert.deepEqual(more, ['10.0.0.7 rate 490'])
  assert.equal(log.isTold('10.0.0.7', 'rate', 61_001), true)
})

test('addresses and reasons are counted apart', () => {
  const { log, more } = scene()
  for (let at = 0; at < 12; at++) log.isTold('10.0.0.7', 'rate', 0)
  assert.equal(log.isTold('10.0.0.7', 'full', 0), true)
  assert.equal(log.isTold('10.0.0.8', 'rate', 0), true)
  log.close()
  assert.deepEqual(more, ['10.0.0.7 rate 2'])
})

test('a flood from more addresses than are kept loses no count', () => {
  const { log, more } = scene()
  for (let round = 0; round < 12; round++) log.isTold('10.0.0.7', 'rate', 0)
  for (let at = 0; at < 10_000; at++) assert.equal(log.isTold(`10.${at >> 8}.${at & 255}.1`, 'rate', 1), true)
  assert.deepEqual(more, ['10.0.0.7 rate 2'])
})
