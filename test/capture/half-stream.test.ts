import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { HalfStream, type Piece } from '../../src/capture/half-stream.ts'

const joined = (pieces: readonly Piece[]) =>
  Buffer.concat(pieces.flatMap((piece) => (piece.kind === 'data' ? [piece.bytes] : [])))
const short = (pieces: readonly Piece[]) =>
  pieces.map((piece) =>
    piece.kind === 'data' ? String(piece.bytes) : piece.kind === 'gap' ? piece.bytes : 'end',
  )

function take(stream: HalfStream, seq: number, text: string, length = text.length) {
  return stream.take(seq >>> 0, Buffer.from(text), length, false)
}

test('segments in any order, doubled and overlapping, give the stream once, also where the numbers start anew', () => {
  const text = Buffer.from(Array.from({ length: 400 }, (_, at) => at % 256))
  const segment = fc.record({ at: fc.nat(text.length - 1), length: fc.integer({ min: 1, max: 60 }) })
  const start = fc.constantFrom(0, 1000, 0xffff_ff00, 0x7fff_ff80)
  fc.assert(
    fc.property(start, fc.array(segment, { maxLength: 60 }), fc.integer(), (isn, extra, seed) => {
      // All of it in pieces of 20, and whatever else; shuffled by the seed.
      const needed = Array.from({ length: 20 }, (_, at) => ({ at: at * 20, length: 20 }))
      const all = [...needed, ...extra].map((one, at) => ({
        ...one,
        rank: Math.imul(at + 1, seed | 1) >>> 0,
      }))
      all.sort((a, b) => a.rank - b.rank)
      const stream = new HalfStream()
      stream.begin(isn)
      const pieces = all.flatMap(({ at, length }) => {
        const bytes = text.subarray(at, at + length)
        return stream.take((isn + 1 + at) >>> 0, bytes, bytes.length, false)
      })
      assert.deepEqual(joined(pieces), text)
      assert.ok(pieces.every(({ kind }) => kind === 'data'))
      assert.deepEqual(stream.finish(), [])
    }),
  )
})

test('what the other side has and the recording has not is a gap of its size', () => {
  const stream = new HalfStream()
  stream.begin(99)
  assert.deepEqual(short(take(stream, 100, 'abc')), ['abc'])
  assert.deepEqual(short(take(stream, 110, 'xyz')), [])
  assert.deepEqual(short(stream.acknowledged(103)), [])
  assert.deepEqual(short(stream.acknowledged(113)), [7, 'xyz'])
  assert.deepEqual(short(take(stream, 103, 'defghij')), [])
  assert.deepEqual([stream.early, stream.repeated], [1, 1])
})

test('data that the recording cut off is a gap behind what it kept', () => {
  const stream = new HalfStream()
  stream.begin(0)
  assert.deepEqual(short(take(stream, 1, 'abc', 10)), ['abc', 7])
  assert.deepEqual(short(take(stream, 11, 'next')), ['next'])
})

test('a stream is joined at the first segment that is seen, and ends once', () => {
  const stream = new HalfStream()
  assert.deepEqual(short(take(stream, 5000, 'abc')), ['abc'])
  assert.equal(stream.fromStart, false)
  assert.deepEqual(short(stream.take(5003, Buffer.from('z'), 1, true)), ['z', 'end'])
  assert.deepEqual(short(stream.take(5003, Buffer.from('z'), 1, true)), [])
})

test('at the end of a recording what waits is told with the gaps before it', () => {
  const stream = new HalfStream()
  stream.begin(0)
  take(stream, 11, 'b')
  take(stream, 21, 'c')
  assert.deepEqual(short(stream.finish()), [10, 'b', 9, 'c'])
})

test('what waits for a missing segment does not grow without end', () => {
  const stream = new HalfStream()
  stream.begin(0)
  const block = Buffer.alloc(60_000, 'x')
  let pieces: Piece[] = []
  let seq = 100
  while (pieces.length === 0 && seq < 10_000_000) {
    pieces = stream.take(seq, block, block.length, false)
    seq += block.length
  }
  assert.deepEqual(pieces[0], { kind: 'gap', bytes: 99 })
  assert.ok(seq < 5_000_000)
})
