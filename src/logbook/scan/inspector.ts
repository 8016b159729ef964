import { isUtf8 } from 'node:buffer'
import type { Oddity } from '../oddity.ts'

/** A step back that is not two threads that wrote in the other order. */
const CLOCK_BACK_MS = 2000
const LF = 0x0a

/** What is wrong with a part of a log: the first of each kind. Cheap enough for every byte. */
export class Inspector {
  readonly #found = new Map<Oddity['kind'], number>()
  #time = Number.NEGATIVE_INFINITY

  /** @returns kind and offset of what was found */
  get found(): (readonly [Oddity['kind'], number])[] {
    return [...this.#found]
  }

  /** Looks at bytes that begin with a line. */
  chunk(bytes: Buffer, base: number, atEnd: boolean): void {
    if (!this.#found.has('binary')) {
      const zero = bytes.indexOf(0)
      if (zero >= 0) this.note('binary', base + zero)
    }
    if (!this.#found.has('not-utf8')) {
      const whole = atEnd ? bytes.length : bytes.lastIndexOf(LF) + 1
      if (!isUtf8(bytes.subarray(0, whole))) this.note('not-utf8', base + firstNotUtf8(bytes, whole))
    }
    if (atEnd && bytes.length > 0 && bytes[bytes.length - 1] !== LF) {
      this.note('cut-end', base + bytes.lastIndexOf(LF) + 1)
    }
  }

  /** Looks at the time of the next record. */
  time(time: number, offset: number): void {
    if (time < this.#time - CLOCK_BACK_MS) this.note('clock-back', offset)
    this.#time = time
  }

  note(kind: Oddity['kind'], offset: number): void {
    if (!this.#found.has(kind)) this.#found.set(kind, offset)
  }
}

/** Beginning of the first line that is no UTF-8. */
function firstNotUtf8(bytes: Buffer, end: number): number {
  let low = 0
  for (let line = 0; line < end; line = low) {
    const feed = bytes.indexOf(LF, line)
    low = feed < 0 || feed >= end ? end : feed + 1
    if (!isUtf8(bytes.subarray(line, low))) return line
  }
  return 0
}
