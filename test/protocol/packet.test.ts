import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hasDigitRun } from '../../src/protocol/digit-run.ts'
import { LIMITS } from '../../src/protocol/limits.ts'
import { readPacket } from '../../src/protocol/packet.ts'
import { randomFrom } from '../helpers/random.ts'

const read = (text: string) => readPacket(Buffer.from(text))

test('a packet has a limited number of values, of which commas in texts are none', () => {
  const array = (values: number) => `{"x":[${'0,'.repeat(values - 1)}0]}`
  assert.equal(typeof read(array(LIMITS.packetValues + 1)), 'object')
  assert.equal(read(array(LIMITS.packetValues + 2)), 'values')
  assert.equal(read(`{${'"a":0,'.repeat(LIMITS.packetValues + 1)}"a":0}`), 'values')
  assert.equal(typeof read(`{"x":"${','.repeat(1_000_000)}"}`), 'object')
})

test('a run of digits is found wherever it stands, and no shorter one is taken for it', () => {
  const random = randomFrom(7)
  for (let round = 0; round < 5000; round++) {
    const text = Array.from({ length: random(60) }, () => (random(6) === 0 ? 'x' : random(10))).join('')
    const length = 1 + random(14)
    assert.equal(hasDigitRun(text, length), new RegExp(`[0-9]{${length}}`).test(text), `${length} in ${text}`)
  }
})
