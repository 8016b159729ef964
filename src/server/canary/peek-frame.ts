import type { Duplex } from 'node:stream'
import { HEADER_BYTES } from '../../protocol/frame.ts'

/** Longest body that is waited for; the one that is meant is shorter. */
const LONGEST = 256

/**
 * Looks at the first frame of a connection without taking anything from it.
 *
 * @param ms  how long to wait for it
 * @returns the frame's body; undefined where it is too long or does not come. Who hangs up without a word has ended the
 *   stream by then.
 */
export function peekFrame(stream: Duplex, ms: number): Promise<Buffer | undefined> {
  const { promise, resolve } = Promise.withResolvers<Buffer | undefined>()
  let seen: Buffer = Buffer.alloc(0)
  const decide = () => {
    clearTimeout(timer)
    stream.off('readable', look).off('end', decide).off('close', decide)
    // By then the stream knows that nobody waits for 'readable' any more, and flows for the next who wants its data.
    setImmediate(() => resolve(bodyOf(seen)))
  }
  const look = () => {
    // Putting it back is heard here as well; only what is new is worth a look.
    if (stream.readableLength === seen.length) return
    const chunk: Buffer | null = stream.read()
    if (chunk === null) return
    seen = chunk
    // At once: a stream that has come to its end must not be found empty.
    stream.unshift(chunk)
    if (bodyOf(seen) !== undefined || expected(seen) > LONGEST) decide()
  }
  // A process that was busy for so long reads first what has come meanwhile.
  const timer = setTimeout(() => setImmediate(decide), ms)
  stream.on('error', () => {})
  stream.on('readable', look).on('end', decide).on('close', decide)
  return promise
}

function expected(seen: Buffer): number {
  return seen.length < HEADER_BYTES ? 0 : seen.readUInt32BE(0)
}

function bodyOf(seen: Buffer): Buffer | undefined {
  const length = expected(seen)
  const isWhole = length > 0 && length <= LONGEST && seen.length >= HEADER_BYTES + length
  return isWhole ? seen.subarray(HEADER_BYTES, HEADER_BYTES + length) : undefined
}
