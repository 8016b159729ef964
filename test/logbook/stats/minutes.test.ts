import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Minutes } from '../../../src/logbook/stats/minutes.ts'

const MINUTE_MS = 60_000

test('of several minutes that were equally busy the first is told, in whatever order the parts come', () => {
  for (const order of [
    [7, 8],
    [8, 7],
  ]) {
    const minutes = new Minutes()
    for (const minute of order) minutes.add(new Map([[minute, [5, 0, 0] as const]]))
    assert.deepEqual(minutes.busiest, { time: new Date(7 * MINUTE_MS).toISOString(), entries: 5 })
  }
})
