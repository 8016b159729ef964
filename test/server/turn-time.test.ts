import assert from 'node:assert/strict'
import { test } from 'node:test'
import { turnTime } from '../../src/server/turn-time.ts'

test('a turn of the event loop has one time, and the next one asks anew', async () => {
  let asked = 0
  const time = turnTime(() => ++asked)
  assert.deepEqual([time(), time(), time()], [1, 1, 1])
  await new Promise((resolve) => setImmediate(resolve))
  assert.deepEqual([time(), time()], [2, 2])
})
