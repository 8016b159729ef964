import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type Duplex, duplexPair } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import fc from 'fast-check'
import { peekFrame } from '../../../src/server/canary/peek-frame.ts'
import { frame, header } from '../../helpers/framing.ts'

/** Reads the rest of a stream by its events, as the server does. */
async function flowing(stream: Duplex): Promise<Buffer> {
  const chunks: Buffer[] = []
  stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  await once(stream, 'end')
  return Buffer.concat(chunks)
}

test('the first frame is seen, and everything is still there for the next reader', async () => {
  const [mine, theirs] = duplexPair()
  theirs.end(Buffer.concat([frame('{"a":1}'), frame('{"b":2}')]))
  assert.equal((await peekFrame(mine, 60_000))?.toString(), '{"a":1}')
  assert.deepEqual(await flowing(mine), Buffer.concat([frame('{"a":1}'), frame('{"b":2}')]))
})

test('whatever comes, in whatever pieces: nothing is lost, and the end is heard', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 }),
      fc.nat(4),
      async (pieces, small) => {
        const all = Buffer.concat([header(small), ...pieces])
        const [mine, theirs] = duplexPair()
        theirs.write(header(small))
        for (const piece of pieces) theirs.write(piece)
        theirs.end()
        await peekFrame(mine, 5)
        assert.deepEqual(await flowing(mine), all)
      },
    ),
    { numRuns: 200 },
  )
})

test('frames that are too long, empty, or never complete are none', async () => {
  for (const bytes of [
    frame('x'.repeat(257)),
    header(0),
    header(0xffffffff),
    Buffer.from('GET'),
    Buffer.alloc(0),
  ]) {
    const [mine, theirs] = duplexPair()
    theirs.end(bytes)
    assert.equal(await peekFrame(mine, 5), undefined)
    assert.deepEqual(await buffer(mine), bytes)
  }
})

test('who says nothing is not waited for without end', async () => {
  const [mine, theirs] = duplexPair()
  assert.equal(await peekFrame(mine, 5), undefined)
  theirs.end('later')
  assert.equal((await flowing(mine)).toString(), 'later')
})

test('who hangs up without a word has ended the stream', async () => {
  const [mine, theirs] = duplexPair()
  theirs.end()
  assert.equal(await peekFrame(mine, 60_000), undefined)
  assert.equal(mine.readableEnded, true)
})

test('a connection that breaks meanwhile is no error', async () => {
  const [mine] = duplexPair()
  const peeked = peekFrame(mine, 60_000)
  mine.destroy(new Error('cut'))
  assert.equal(await peeked, undefined)
})
