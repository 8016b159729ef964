import assert from 'node:assert/strict'
import { test } from 'node:test'
import { messageIds } from '../../src/protocol/message-id.ts'

test('message ids count without a gap, each with the moment and eight random digits of its own', () => {
  let ms = 1_766_000_000_000
  const next = messageIds(() => ms++)
  const random = new Set<string>()
  for (let count = 1; count <= 101_001; count++) {
    const id = next()
    const [moment, counter, digits = ''] = id.split('_')
    assert.deepEqual([moment, counter], [String(1_766_000_000_000 + count - 1), String(count)])
    assert.match(digits, /^[0-9a-f]{8}$/)
    random.add(digits)
  }
  // Of so many, one or two may be alike by chance.
  assert.ok(random.size > 100_950)
})
