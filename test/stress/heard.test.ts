import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Heard } from '../../src/stress/heard.ts'

test('messages in order are new', () => {
  const heard = new Heard(2)
  assert.deepEqual([heard.hear(1, 0), heard.hear(1, 1), heard.hear(0, 0)], ['new', 'new', 'new'])
  assert.equal(heard.count, 3)
})

test('a message after a later one is late, and each that comes again is told', () => {
  const heard = new Heard(1)
  assert.deepEqual(
    [0, 3, 1, 1, 3, 2, 0].map((turn) => heard.hear(0, turn)),
    ['new', 'new', 'late', 'twice', 'twice', 'late', 'twice'],
  )
  assert.equal(heard.count, 4)
})

test('whatever comes in whatever order, the count is that of different messages', () => {
  const message = fc.tuple(fc.nat(3), fc.nat(20))
  fc.assert(
    fc.property(fc.array(message, { maxLength: 200 }), (messages) => {
      const heard = new Heard(4)
      const results = messages.map(([sender, turn]) => heard.hear(sender, turn))
      const different = new Set(messages.map(String)).size
      assert.equal(heard.count, different)
      assert.equal(results.filter((result) => result === 'twice').length, messages.length - different)
    }),
  )
})
