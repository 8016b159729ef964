/** Bytes of a frame's length, which stand before its body. */
export const HEADER_BYTES = 4

/** One frame in a buffer of its own: length, then body (protocol clause 1). */
export function frameOf(body: string): Buffer {
  const length = Buffer.byteLength(body)
  const frame = Buffer.allocUnsafe(HEADER_BYTES + length)
  frame.writeUInt32BE(length, 0)
  frame.write(body, HEADER_BYTES, 'utf8')
  return frame
}
