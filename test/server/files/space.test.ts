import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Space } from '../../../src/server/files/space.ts'

const limits = {
  maxFileBytes: 1000,
  maxBytesPerIp: 40_960,
  maxTotalBytes: 61_440,
  minFreeBytes: 0,
  expireHours: 1,
}

/** Reserves the same again until it is refused. */
function fill(space: Space, ip: string, bytes: number): number {
  let files = 0
  while (space.reserve(ip, bytes, limits) === undefined) files++
  return files
}

test('an empty file takes a block of the quota, so that their number is limited too', () => {
  const space = new Space()
  assert.equal(fill(space, '192.0.2.1', 0), 10)
  assert.equal(fill(space, '192.0.2.2', 1), 5)
})

test('what is released can be taken again, to the last block', () => {
  const space = new Space()
  assert.equal(fill(space, '192.0.2.1', 4097), 5)
  for (let file = 0; file < 5; file++) space.release('192.0.2.1', 4097)
  assert.equal(fill(space, '192.0.2.1', 4097), 5)
})
