import { readSync } from 'node:fs'
import type { Walker } from './walker.ts'

/** As much as stays in the processor's cache. */
const CHUNK = 512 * 1024

/** One for all walks of a thread, since a new one for each would be garbage that no collector hurries to take away. */
let shared: Buffer | undefined

/** Reads an open file from `from` on through a walker, until the walker is done or the file ends at `size`. */
export function walkFile(fd: number, walker: Walker, from: number, size: number): void {
  // A walk that is begun inside another one finds none and takes its own.
  const buffer = shared ?? Buffer.allocUnsafeSlow(CHUNK)
  shared = undefined
  try {
    walkWith(buffer, fd, walker, from, size)
  } finally {
    shared = buffer
  }
}

function walkWith(buffer: Buffer, fd: number, walker: Walker, from: number, size: number): void {
  let kept = 0
  let at = from
  while (!walker.done) {
    const wanted = Math.min(buffer.length - kept, size - at)
    const got = wanted > 0 ? readSync(fd, buffer, kept, wanted, at) : 0
    at += got
    const bytes = buffer.subarray(0, kept + got)
    const atEnd = got === 0 || at >= size
    const used = walker.write(bytes, at - bytes.length, atEnd)
    if (atEnd) return
    buffer.copyWithin(0, used, bytes.length)
    kept = bytes.length - used
  }
}
