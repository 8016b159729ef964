import type { Streamed } from './item.ts'

/** A frame longer than this goes out in pieces, so that it can be told whether its receiver takes it. */
export const LARGE_FRAME_BYTES = 1 << 20
const PIECE_BYTES = 256 << 10

/** A large frame as something that is sent piece by piece, as a file is. */
export function inPieces(frame: Buffer): Streamed {
  async function* pieces() {
    for (let at = 0; at < frame.length; at += PIECE_BYTES) yield frame.subarray(at, at + PIECE_BYTES)
  }
  return { bytes: frame.length, held: frame.length, open: async () => pieces() }
}
