import { type ByteString, textOf } from '../encoding/byte-string.ts'

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
  write(lines: readonly ByteString[], from: number): number
  /** Closes, so that the next write opens anew. */
  reopen(): void
  close(): void
}

/** Lines to a function, such as standard error's. */
export function textTarget(print: (text: string) => void): LineTarget & { bytes: number } {
  return {
    bytes: 0,
    write(lines, from) {
      const encoded = lines.slice(from).join('') as ByteString
      print(textOf(encoded))
      this.bytes += encoded.length
      return lines.length - from
    },
    reopen() {},
    close() {},
  }
}

/**
 * A function that prints on standard error. Node writes there at once and in order (but later on Windows pipes); a reader
 * that has gone away is no reason to end the server.
 */
export function standardError(): (text: string) => void {
  if (!process.stderr.listeners('error').includes(ignore)) process.stderr.on('error', ignore)
  return (text) => void process.stderr.write(text)
}

function ignore(): void {}
