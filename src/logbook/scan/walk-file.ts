import { readSync } from 'node:fs'
import type { Walker } from './walker.ts'

/** As much as stays in the processor's cache. */
const CHUNK = 1024 * 1024

/** Reads an open file from `from` on through a walker, until the walker is done or the file ends at `size`. */
export function walkFile(fd: number, walker: Walker, from: number, size: number): void {
  const buffer = Buffer.allocUnsafeSlow(Math.min(CHUNK, Math.max(2 * walker.keeps, size - from)))
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
