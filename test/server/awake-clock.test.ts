import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AwakeClock } from '../../src/server/awake-clock.ts'

const BEAT_MS = 1000

/** A clock with a hand that turns the steady one under it. */
function clockAt(start: number) {
  let steady = start
  const clock = new AwakeClock(() => steady, BEAT_MS)
  return {
    clock,
    pass: (ms: number) => {
      steady += ms
    },
  }
}

test('in ordinary times it goes as the steady clock does, small delays of the beat included', () => {
  const { clock, pass } = clockAt(5000)
  for (const late of [0, 3, 400, 0]) {
    pass(400)
    const before = clock.now()
    pass(BEAT_MS - 400 + late)
    assert.equal(clock.beat(), 0)
    assert.equal(clock.now() - before, BEAT_MS - 400 + late)
  }
})

test('a stop of the process does not count, and the clock does not go back for it', () => {
  const { clock, pass } = clockAt(0)
  pass(BEAT_MS)
  clock.beat()
  pass(120_000)
  const seenBeforeTheBeat = clock.now()
  pass(5)
  assert.equal(clock.beat(), 120_005 - BEAT_MS)
  assert.ok(clock.now() >= seenBeforeTheBeat, `${clock.now()} comes after ${seenBeforeTheBeat}`)
  assert.equal(clock.now(), 2 * BEAT_MS)
})
