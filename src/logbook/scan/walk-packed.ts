import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { type OpenLog, readBytes } from '../sources/open-log.ts'
import type { Walker } from './walker.ts'

const CHUNK = 512 * 1024
/** Read at once: what is garbage afterwards should be small. */
const PIECE = 64 * 1024
/** Unpacked into one piece of memory; larger than the pool of small buffers, so that none of it is from there. */
const UNPACKED = 128 * 1024

/**
 * Reads a compressed log through a walker as it is unpacked; never more than a chunk is in memory.
 *
 * @returns a generator that tells after each chunk how many bytes have been unpacked
 * @throws zlib's error once all that could be unpacked has been walked
 */
export async function* walkPacked(log: OpenLog, walker: Walker): AsyncGenerator<number> {
  const packed = Readable.from(chunksOf(log))
  const unpacked = createGunzip({ chunkSize: UNPACKED })
  packed.on('error', (error) => unpacked.destroy(error)).pipe(unpacked)
  const buffer = Buffer.allocUnsafeSlow(CHUNK)
  let filled = 0
  let at = 0
  const write = (atEnd: boolean) => {
    const used = walker.write(buffer.subarray(0, filled), at - filled, atEnd)
    buffer.copyWithin(0, used, filled)
    filled -= used
  }
  let failure: unknown
  try {
    for await (const chunk of unpacked as AsyncIterable<Buffer>) {
      for (let done = 0; done < chunk.length; ) {
        const part = chunk.subarray(done, done + buffer.length - filled)
        part.copy(buffer, filled)
        filled += part.length
        at += part.length
        done += part.length
        if (filled < buffer.length) continue
        write(false)
        yield at
      }
      letGo(chunk)
    }
  } catch (error) {
    failure = error
  } finally {
    packed.destroy()
    unpacked.destroy()
  }
  write(true)
  yield at
  if (failure !== undefined) throw failure
}

/**
 * Gives the memory of a chunk back at once. Left to the collector, which sees but the little objects that hold it, tens of
 * megabytes of it would wait. Chunks share their memory as long as there is room behind them, so the last one of each does it;
 * the pool from which small buffers are cut belongs to others too.
 */
function letGo({ buffer, byteOffset, length }: Buffer): void {
  const isLast = byteOffset + length === buffer.byteLength
  if (isLast && buffer.byteLength > Buffer.poolSize && buffer instanceof ArrayBuffer) buffer.transfer(0)
}

function* chunksOf({ fd, size }: OpenLog): Generator<Buffer> {
  for (let at = 0; at < size; at += PIECE) yield readBytes(fd, at, Math.min(size, at + PIECE))
}
