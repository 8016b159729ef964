import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ByteKeys } from '../../../src/logbook/stats/byte-keys.ts'

const numberOf = (keys: ByteKeys, text: string, before = '') => {
  const bytes = Buffer.from(`${before}${text}"`)
  return keys.numberOf(bytes, Buffer.byteLength(before), bytes.length - 1)
}

test('every key has one number, wherever it stands, and keeps its text', () => {
  const keys = new ByteKeys(100)
  const texts = [
    '',
    'a',
    'ab',
    'abc',
    'abcd',
    'abcde',
    'xbcde',
    'abcdefgh',
    'abcdxfgh',
    '小明',
    '10.0.1.1',
    '10.0.1.10',
  ]
  assert.deepEqual(
    texts.map((text) => numberOf(keys, text)),
    texts.map((_, index) => index),
  )
  assert.deepEqual(
    texts.map((text) => numberOf(keys, text, '{"user":"')),
    texts.map((_, index) => index),
  )
  assert.deepEqual(keys.texts(), texts)
})

test('so many keys that some have the same hash are told apart', () => {
  const count = 200_000
  const keys = new ByteKeys(count)
  const bytes = Buffer.alloc(8)
  for (const round of [1, 2]) {
    for (let number = 0; number < count; number++) {
      bytes.writeUInt32LE(number * 7, 0)
      bytes.writeUInt32LE((number * 2_654_435_761) % 2 ** 32, 4)
      if (keys.numberOf(bytes, 0, 8) !== number) assert.fail(`key ${number} in round ${round}`)
    }
  }
  assert.equal(keys.size, count)
})

test('keys for which there is no room have no number; the others keep theirs', () => {
  const keys = new ByteKeys(2)
  assert.deepEqual(
    ['one', 'two', 'three', 'one', 'three', 'two'].map((text) => numberOf(keys, text)),
    [0, 1, -1, 0, -1, 1],
  )
})
