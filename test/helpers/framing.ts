/** The client's own reading of WIRE section 1; it shares no code with the server, so a common mistake cannot hide. */
const HEADER_BYTES = 4

/** A frame of the wire: four bytes of big-endian length, then the body; a string is sent as UTF-8. */
export function frame(body: string | Uint8Array): Buffer {
  const bytes = Buffer.from(body as string)
  return Buffer.concat([header(bytes.length), bytes])
}

/** A length prefix alone, for frames that lie about what follows. */
export function header(length: number): Buffer {
  const prefix = Buffer.alloc(HEADER_BYTES)
  prefix.writeUInt32BE(length)
  return prefix
}

/** Collects a byte stream and gives the bodies of the complete frames in it. */
export class FrameReader {
  #chunks: Buffer[] = []
  #bytes = 0

  /** Bytes of a frame that is not complete. */
  get pending(): number {
    return this.#bytes
  }

  push(chunk: Buffer): Buffer[] {
    this.#chunks.push(chunk)
    this.#bytes += chunk.length
    const bodies: Buffer[] = []
    while (this.#bytes >= HEADER_BYTES) {
      const length = this.#front(HEADER_BYTES).readUInt32BE()
      if (this.#bytes < HEADER_BYTES + length) break
      const whole = this.#front(HEADER_BYTES + length)
      bodies.push(whole.subarray(HEADER_BYTES, HEADER_BYTES + length))
      this.#chunks = [whole.subarray(HEADER_BYTES + length)]
      this.#bytes -= HEADER_BYTES + length
    }
    return bodies
  }

  /** A first chunk that holds at least this many bytes; joins only when it has to. */
  #front(bytes: number): Buffer {
    if ((this.#chunks[0]?.length ?? 0) < bytes) this.#chunks = [Buffer.concat(this.#chunks)]
    return this.#chunks[0] as Buffer
  }
}
