const DOT = 0x2e
const ZERO = 0x30

/** The number of an IPv4 address in its one spelling, from the bytes of [start, end); -1 for anything else. */
export function readIpv4(bytes: Buffer, start: number, end: number): number {
  if (end - start > 15) return -1
  let address = 0
  let part = 0
  let digits = 0
  let parts = 1
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number
    if (byte === DOT) {
      if (digits === 0 || parts === 4) return -1
      address = address * 256 + part
      part = 0
      digits = 0
      parts++
    } else {
      const digit = byte - ZERO
      // 010.0.0.1 is no address
      if (digit < 0 || digit > 9 || (digits > 0 && part === 0)) return -1
      part = part * 10 + digit
      if (part > 255) return -1
      digits++
    }
  }
  return parts === 4 && digits > 0 ? address * 256 + part : -1
}
