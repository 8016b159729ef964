import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { byteString, bytes, textOf } from '../../src/encoding/byte-string.ts'

const text = fc.string({ unit: 'binary' })

test('a byte string has one character for each byte of UTF-8, and gives the text back', () => {
  fc.assert(
    fc.property(text, (one) => {
      const encoded = byteString(one)
      assert.equal(encoded.length, Buffer.byteLength(one))
      assert.deepEqual(Buffer.from(encoded, 'latin1'), Buffer.from(one))
      assert.equal(textOf(encoded), one)
    }),
  )
})

test('byte strings are put together as the texts would be', () => {
  fc.assert(
    fc.property(text, text, (one, other) => {
      const together = bytes`{"a":${byteString(one)},"b":${byteString(other)}}`
      assert.equal(textOf(together), `{"a":${one},"b":${other}}`)
    }),
  )
})
