import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { PcapReader, type PcapRecord } from '../../src/capture/pcap.ts'
import { pcapBytes } from './wire.ts'

const RECORDS = [
  { seconds: 1_766_000_000, parts: 250_000, data: Buffer.from('one') },
  { seconds: 1_766_000_001, parts: 0, data: Buffer.from('') },
  { seconds: 1_766_000_002, parts: 999_999, data: Buffer.from('three, cut off'), length: 900 },
]

function readAll(chunks: readonly Buffer[]): PcapRecord[] {
  const reader = new PcapReader()
  return chunks.flatMap((chunk) => {
    const records = reader.push(chunk)
    assert.ok(typeof records !== 'string', String(records))
    return records
  })
}

test('both byte orders, micro- and nanoseconds, and the link type are read', () => {
  for (const isLittle of [true, false])
    for (const isNano of [true, false]) {
      const records = RECORDS.map((one) => ({ ...one, parts: isNano ? one.parts * 1000 : one.parts }))
      const read = readAll([pcapBytes(records, { isLittle, isNano, linkType: 276 })])
      assert.deepEqual(
        read.map(({ time, linkType, data, length }) => [
          Math.round(time * 1000) / 1000,
          linkType,
          String(data),
          length,
        ]),
        [
          [1_766_000_000_250, 276, 'one', 3],
          [1_766_000_001_000, 276, '', 0],
          [1_766_000_002_999.999, 276, 'three, cut off', 900],
        ],
      )
    }
})

test('however a recording is cut into pieces, its records are the same', () => {
  const whole = pcapBytes(RECORDS)
  const data = readAll([whole]).map((record) => String(record.data))
  fc.assert(
    fc.property(fc.array(fc.nat(whole.length), { maxLength: 30 }), (places) => {
      const cuts = [0, ...places.sort((a, b) => a - b), whole.length]
      const chunks = cuts.slice(1).map((end, at) => whole.subarray(cuts[at], end))
      assert.deepEqual(
        readAll(chunks).map((record) => String(record.data)),
        data,
      )
    }),
  )
})

test('what is no recording, or a newer or broken one, is told apart', () => {
  const head = (hex: string) => Buffer.concat([Buffer.from(hex, 'hex'), Buffer.alloc(30)])
  assert.equal(new PcapReader().push(Buffer.from('GET / HTTP/1.1\r\nHost: example.org\r\n')), 'not-pcap')
  assert.equal(new PcapReader().push(head('0a0d0d0a')), 'pcapng')
  const broken = pcapBytes([{ seconds: 1, parts: 1, data: Buffer.from('x'), length: 4_000_000_000 }])
  assert.equal(new PcapReader().push(broken), 'broken')
})
