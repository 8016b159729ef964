import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { FrameDecoder } from '../../src/protocol/frame-decoder.ts'
import { frame, header } from '../helpers/framing.ts'

const body = fc.uint8Array({ minLength: 1, maxLength: 300 })
/** Where a stream is cut, as shares of its length; a share that occurs twice gives an empty piece. */
const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 40 })

function cut(stream: Buffer, shares: readonly number[]): Buffer[] {
  const places = shares.map((share) => Math.round(share * stream.length)).sort((a, b) => a - b)
  return [0, ...places].map((from, at) => stream.subarray(from, places[at] ?? stream.length))
}

/** Everything that comes out while the pieces go in, and the most bytes that ever waited. */
function decode(decoder: FrameDecoder, pieces: readonly Buffer[]) {
  const bodies: string[] = []
  let mostPending = 0
  for (const piece of pieces) {
    decoder.push(piece)
    for (let next = decoder.next(); next !== undefined; next = decoder.next()) {
      if (typeof next === 'string') return { bodies, error: next, mostPending }
      bodies.push(next.toString('hex'))
    }
    mostPending = Math.max(mostPending, decoder.pendingBytes)
  }
  return { bodies, error: undefined, mostPending }
}

const hex = (bodies: readonly Uint8Array[]) => bodies.map((one) => Buffer.from(one).toString('hex'))

describe('the frame decoder', () => {
  test('gives the same bodies wherever a stream is cut, and keeps no more than the frame that is not complete', () => {
    fc.assert(
      fc.property(fc.array(body, { maxLength: 20 }), cuts, (bodies, shares) => {
        const result = decode(new FrameDecoder(), cut(Buffer.concat(bodies.map(frame)), shares))
        assert.deepEqual(result.bodies, hex(bodies))
        assert.equal(result.error, undefined)
        assert.ok(
          result.mostPending < Math.max(0, ...bodies.map((one) => one.length)) + 4 || bodies.length === 0,
        )
      }),
      { numRuns: 500 },
    )
  })

  test('gives what came before a forbidden length, then the error, wherever the stream is cut', () => {
    const forbidden = fc.constantFrom([0, 'empty'] as const, [52_428_801, 'oversize'] as const)
    fc.assert(
      fc.property(fc.array(body, { maxLength: 5 }), forbidden, cuts, (bodies, [length, error], shares) => {
        const stream = Buffer.concat([...bodies.map(frame), header(length), Buffer.from('rest')])
        const result = decode(new FrameDecoder(), cut(stream, shares))
        assert.deepEqual([result.bodies, result.error], [hex(bodies), error])
      }),
      { numRuns: 300 },
    )
  })

  test('forgets everything when it is cleared', () => {
    fc.assert(
      fc.property(body, body, (first, second) => {
        const decoder = new FrameDecoder()
        const bytes = frame(first)
        decode(decoder, [bytes.subarray(0, bytes.length - 1)])
        decoder.clear()
        assert.equal(decoder.pendingBytes, 0)
        assert.deepEqual(decode(decoder, [frame(second)]).bodies, hex([second]))
      }),
    )
  })

  test('keeps no memory for what has been taken, nor a large chunk for the piece of a frame at its end', () => {
    fc.assert(
      fc.property(fc.array(body, { minLength: 1, maxLength: 400 }), fc.nat({ max: 303 }), (bodies, rest) => {
        const decoder = new FrameDecoder()
        decode(decoder, [Buffer.concat(bodies.map(frame))])
        assert.equal(decoder.heldBytes, 0)
        const last = frame(Buffer.alloc(300)).subarray(0, rest)
        decode(decoder, [Buffer.concat([...bodies.map(frame), last])])
        assert.equal(decoder.pendingBytes, rest)
        assert.ok(decoder.heldBytes <= rest + 4096, `${decoder.heldBytes} bytes are kept for ${rest}`)
        assert.deepEqual(
          decode(decoder, [frame(Buffer.alloc(300)).subarray(rest)]).bodies,
          hex([Buffer.alloc(300)]),
        )
      }),
    )
  })
})
