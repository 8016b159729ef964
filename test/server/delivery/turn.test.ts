import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { byteString } from '../../../src/encoding/byte-string.ts'
import { frameOf } from '../../../src/protocol/frame.ts'
import type { Item } from '../../../src/server/delivery/item.ts'
import { type Mark, type Receiver, Turn } from '../../../src/server/delivery/turn.ts'
import { FrameReader } from '../../helpers/framing.ts'

/** Takes a copy like the kernel or, while it `holds`, keeps the memory like a socket that is full. */
class Listener implements Receiver {
  marks: Mark[] | undefined
  holds = false
  readonly got: Buffer[] = []

  deliver(item: Item): boolean {
    assert.ok(Buffer.isBuffer(item))
    this.got.push(this.holds ? item : Buffer.from(item))
    return this.holds
  }

  get bodies(): string[] {
    return new FrameReader().push(Buffer.concat(this.got)).map(String)
  }
}

const who = fc.nat({ max: 4 })
const size = fc.oneof(
  { weight: 8, arbitrary: fc.nat({ max: 200 }) },
  { weight: 1, arbitrary: fc.nat({ max: 90_000 }) },
)
const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ what: fc.constant('broadcast'), who, size }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('broadcast to all'), who, size }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('send'), who, size }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('join'), who, size }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('leave'), who, size }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('hold or not'), who, size }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('flush'), who, size }) },
)

test('everybody gets what was said while he was there, in order, and nobody’s memory changes under him', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const all = Array.from({ length: 5 }, () => new Listener())
      const expected = new Map<Listener, string[]>(all.map((one) => [one, []]))
      const present = new Set<Listener>(all.slice(0, 3))
      const turn = new Turn(present)
      for (const [at, { what, who, size }] of steps.entries()) {
        const one = all[who] as Listener
        const body = `${at}:${'é'.repeat(size)}`
        const heard = (by: Iterable<Listener>) => {
          for (const receiver of by) expected.get(receiver)?.push(body)
        }
        if (what === 'broadcast' && present.has(one)) {
          turn.broadcast(byteString(body), one)
          heard([...present].filter((other) => other !== one))
        } else if (what === 'broadcast to all') {
          turn.broadcast(Buffer.from(body))
          heard(present)
        } else if (what === 'send' && present.has(one)) {
          turn.send(one, frameOf(byteString(body)))
          heard([one])
        } else if (what === 'join' && !present.has(one)) {
          present.add(one)
          turn.join(one)
        } else if (what === 'leave') {
          // The server flushes before somebody leaves the room.
          turn.flush()
          present.delete(one)
        } else if (what === 'hold or not') one.holds = !one.holds
        else if (what === 'flush') turn.flush()
      }
      turn.flush()
      for (const one of all) assert.deepEqual(one.bodies, expected.get(one))
    }),
    { numRuns: 2000 },
  )
})

test('the end of a turn is told once, after everything has been handed out', async () => {
  const one = new Listener()
  const heard: string[][] = []
  const { promise, resolve } = Promise.withResolvers<void>()
  const turn = new Turn(new Set([one]), () => {
    heard.push(one.bodies)
    resolve()
  })
  assert.equal(turn.isScheduled, false)
  turn.broadcast(byteString('a'))
  turn.send(one, frameOf(byteString('b')))
  assert.equal(turn.isScheduled, true)
  await promise
  assert.deepEqual(heard, [['a', 'b']])
  assert.equal(turn.isScheduled, false)
})
