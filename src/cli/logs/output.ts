/** Collected before it is written: a terminal or a pipe takes large pieces faster. */
const BATCH_BYTES = 64 * 1024

/** Standard output that waits for a slow reader, and ends the work when the reader has gone (`chatctl logs | head`). */
export class Output {
  readonly #stream: NodeJS.WriteStream
  #waiting: Buffer[] = []
  #bytes = 0

  /** @param onGone called when nobody reads any more */
  constructor(stream: NodeJS.WriteStream, onGone: () => void) {
    this.#stream = stream
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
      onGone()
    })
  }

  get isTerminal(): boolean {
    return this.#stream.isTTY === true
  }

  get columns(): number {
    return this.#stream.columns || 80
  }

  /** Takes a piece; wait for what it returns. */
  async write(piece: string | Buffer): Promise<void> {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece
    this.#waiting.push(bytes)
    this.#bytes += bytes.length
    if (this.#bytes >= BATCH_BYTES) await this.flush()
  }

  /** Writes what is waiting. */
  async flush(): Promise<void> {
    if (this.#bytes === 0) return
    const batch = Buffer.concat(this.#waiting)
    this.#waiting = []
    this.#bytes = 0
    if (this.#stream.destroyed || this.#stream.errored) return
    if (!this.#stream.write(batch)) await this.#room()
  }

  /** Waits until the reader has taken what was written, or goes away: `close` comes instead of `drain` then. */
  #room(): Promise<void> {
    return new Promise((resolve) => {
      const events = ['drain', 'close', 'error']
      const go = () => {
        for (const event of events) this.#stream.off(event, go)
        resolve()
      }
      for (const event of events) this.#stream.on(event, go)
    })
  }
}
