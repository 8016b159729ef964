import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import fc from 'fast-check'
import { Daemon, textToAll } from '../helpers/daemon.ts'
import { frame } from '../helpers/framing.ts'
import { mark, ofType, saying } from '../helpers/packets.ts'

const RUNS = 40

describe('valid streams that are cut at random points', () => {
  let daemon: Daemon
  before(async () => {
    daemon = await Daemon.start({ config: { security: { enable_message_filter: false } } })
  })
  afterEach(() => daemon.disconnectAll())
  after(() => daemon?.stop())

  test('every text arrives whole, once and in order', async () => {
    const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
    const text = fc.string({ unit: 'binary', maxLength: 60 }).map((raw) => raw.toWellFormed())
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    await fc.assert(
      fc.asyncProperty(
        fc.array(text, { minLength: 1, maxLength: 8 }),
        fc.array(share, { maxLength: 12 }),
        async (texts, shares) => {
          const end = mark()
          const packets = [...texts, end].map((msg) => frame(JSON.stringify(textToAll('Ann', msg))))
          const stream = Buffer.concat(packets)
          const places = shares.map((one) => Math.round(one * stream.length)).sort((a, b) => a - b)
          let from = 0
          for (const place of [...places, stream.length]) {
            ann.sendRaw(stream.subarray(from, place))
            from = place
            await nextTurn()
          }
          const received = await bob.upTo(saying(end))
          assert.deepEqual(
            received.filter(ofType('text')).map(({ msg }) => msg),
            [...texts, end],
          )
        },
      ),
      { numRuns: RUNS },
    )
  })
})
