import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Found, FrameFinder } from '../../src/capture/frame-finder.ts'
import { frame, header } from '../helpers/framing.ts'

const BODIES = Array.from({ length: 12 }, (_, at) =>
  JSON.stringify({ type: 'text', from: 'Ann', msg: `${at} {"type": "${'聊'.repeat(at * 5)}"}` }),
)
const STREAM = Buffer.concat(BODIES.map((body) => frame(body)))
/** Where the frames begin, and where the last ends. */
const EDGES = [0]
for (const body of BODIES) EDGES.push((EDGES.at(-1) ?? 0) + frame(body).length)

function find(fromStart: boolean, chunks: readonly Buffer[]): Found[] {
  const finder = new FrameFinder(fromStart)
  return [...chunks.flatMap((chunk) => finder.push(chunk)), ...finder.finish()]
}

const bodies = (found: readonly Found[]) =>
  found.flatMap((one) => (one.kind === 'body' ? [String(one.body)] : []))
const skipped = (found: readonly Found[]) =>
  found.reduce((sum, one) => (one.kind === 'skipped' ? sum + one.bytes : sum), 0)

function cutAt(bytes: Buffer, places: readonly number[]): Buffer[] {
  const cuts = [0, ...places.filter((place) => place < bytes.length).sort((a, b) => a - b), bytes.length]
  return cuts.slice(1).map((end, at) => bytes.subarray(cuts[at], end))
}

test('a stream from its start gives every frame, however it is cut', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(STREAM.length), { maxLength: 40 }), (places) => {
      const found = find(true, cutAt(STREAM, places))
      assert.deepEqual(bodies(found), BODIES)
      assert.equal(skipped(found), 0)
    }),
  )
})

test('a stream that is joined anywhere gives every frame from the next on, and tells how much it left out', () => {
  fc.assert(
    fc.property(
      fc.nat(STREAM.length - 1),
      fc.array(fc.nat(STREAM.length), { maxLength: 20 }),
      (from, places) => {
        const found = find(false, cutAt(STREAM.subarray(from), places))
        const first = EDGES.findIndex((edge) => edge >= from)
        assert.deepEqual(bodies(found), BODIES.slice(first))
        assert.equal(skipped(found), (EDGES[first] ?? 0) - from)
      },
    ),
  )
})

test('after missing bytes the next whole frame is found again', () => {
  fc.assert(
    fc.property(fc.nat(STREAM.length), fc.nat(STREAM.length), (a, b) => {
      const [from, to] = a < b ? [a, b] : [b, a]
      const finder = new FrameFinder(true)
      const found = [
        ...finder.push(STREAM.subarray(0, from)),
        ...finder.gap(),
        ...finder.push(STREAM.subarray(to)),
        ...finder.finish(),
      ]
      const before = EDGES.filter((edge) => edge <= from).length - 1
      const after = EDGES.findIndex((edge) => edge >= to)
      assert.deepEqual(bodies(found), [...BODIES.slice(0, before), ...BODIES.slice(after)])
    }),
  )
})

test('an impossible length is told, and what follows is searched', () => {
  const good = frame('{"type": "heartbeat"}')
  const found = find(true, [
    good,
    header(0),
    good,
    good,
    good,
    header(60_000_000),
    Buffer.from('rubbish'),
    good,
    good,
  ])
  assert.deepEqual(
    found.map((one) => (one.kind === 'bad-length' ? one.length : one.kind)),
    ['body', 0, 'skipped', 'body', 'body', 'body', 60_000_000, 'skipped', 'body', 'body'],
  )
})

test('a TLS handshake is no chat, and nothing behind it is looked at', () => {
  const found = find(true, [Buffer.from('160301020001000000', 'hex'), STREAM])
  assert.deepEqual(found, [{ kind: 'tls' }])
})

test('a long frame in many pieces costs no more than its bytes', () => {
  const body = JSON.stringify({ type: 'file_upload', data: 'A'.repeat(8_000_000) })
  const whole = frame(body)
  const chunks = Array.from({ length: Math.ceil(whole.length / 1448) }, (_, at) =>
    whole.subarray(at * 1448, (at + 1) * 1448),
  )
  // Putting it together with every piece anew would copy 20 GB, and the time limit of the test would end it.
  assert.equal(bodies(find(true, chunks))[0]?.length, body.length)
})
