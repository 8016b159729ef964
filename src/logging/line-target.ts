import { writeSync } from 'node:fs'

/** Where finished lines go. */
export interface LineTarget {
  /** Bytes written since the start. */
  readonly bytes: number
  /**
   * Writes some of `lines`, from index `from` on, whole lines only.
   *
   * @returns how many lines it took (0: call again)
   * @throws the system's error; none of the lines since the last return are then in the target
   */
  write(lines: readonly string[], from: number): number
  /** Closes, so that the next write opens anew. */
  reopen(): void
  close(): void
}

/** Lines to a function, such as standard error's. */
export function textTarget(print: (text: string) => void): LineTarget & { bytes: number } {
  return {
    bytes: 0,
    write(lines, from) {
      const text = lines.slice(from).join('')
      print(text)
      this.bytes += Buffer.byteLength(text)
      return lines.length - from
    },
    reopen() {},
    close() {},
  }
}

/**
 * A function that prints on standard error at once. A pipe may take half a text and then refuse: the rest then goes
 * before the next text, so that no line is torn.
 *
 * @throws from the returned function: the system's error, when nothing of the text was taken
 */
export function standardError(): (text: string) => void {
  let rest: Buffer = Buffer.alloc(0)
  return (text) => {
    while (rest.length > 0) rest = rest.subarray(writeSync(2, rest))
    const bytes = Buffer.from(text)
    let done = writeSync(2, bytes)
    try {
      while (done < bytes.length) done += writeSync(2, bytes, done)
    } catch {
      rest = bytes.subarray(done)
    }
  }
}
