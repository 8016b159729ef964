import { createInterface, type Interface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'

/** Where lines come from and go to: a terminal with editing, or a pipe. */
export interface Screen {
  /** The next line, or null at the end of the input. */
  next(): Promise<string | null>
  print(...lines: readonly string[]): void
  close(): void
}

/** Lines from a pipe or a file, read as fast as they are used. */
export class PipeScreen implements Screen {
  readonly #lines: Interface
  readonly #iterator: AsyncIterator<string>
  readonly #output: Writable

  constructor(input: Readable, output: Writable) {
    this.#lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })
    this.#iterator = this.#lines[Symbol.asyncIterator]()
    this.#output = output
    output.on('error', () => this.close())
  }

  async next(): Promise<string | null> {
    const { done, value } = await this.#iterator.next()
    return done ? null : value
  }

  print(...lines: readonly string[]): void {
    if (lines.length === 0 || this.#output.destroyed || this.#output.writableEnded) return
    this.#output.write(`${lines.join('\n')}\n`)
  }

  /** Ends the input; a waiting reader gets null. */
  close(): void {
    this.#lines.close()
  }
}
