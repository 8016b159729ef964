import type { ByteString } from '../encoding/byte-string.ts'

/** Bytes of a frame's length, which stand before its body. */
export const HEADER_BYTES = 4

/** One frame in a buffer of its own: length, then body (protocol clause 1). */
export function frameOf(body: ByteString): Buffer {
  const frame = Buffer.allocUnsafe(HEADER_BYTES + body.length)
  frame.writeUInt32BE(body.length, 0)
  frame.write(body, HEADER_BYTES, 'latin1')
  return frame
}
