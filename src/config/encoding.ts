import { isUtf8 } from 'node:buffer'

/** A file's bytes as text, and what is wrong with them. */
export interface Decoded {
  /** Without a byte order mark; undecodable bytes are U+FFFD. */
  readonly text: string
  readonly byteOrderMark: boolean
  /** The first byte that is not UTF-8. */
  readonly bad?: { readonly offset: number; readonly byte: number; readonly utf16: boolean }
}

/** Decodes UTF-8 and finds the first byte that is none. Never throws. */
export function decode(bytes: Uint8Array): Decoded {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const whole = buffer.toString('utf8')
  const byteOrderMark = whole.startsWith('\ufeff')
  const text = byteOrderMark ? whole.slice(1) : whole
  if (isUtf8(buffer)) return { text, byteOrderMark }
  const { offset, byte } = firstBad(buffer, whole)
  const utf16 = buffer.length > 1 && (buffer.readUInt16BE(0) === 0xfffe || buffer.readUInt16BE(0) === 0xfeff)
  return { text, byteOrderMark, bad: { offset: byteOrderMark ? offset - 1 : offset, byte, utf16 } }
}

/** Decoding writes U+FFFD for a bad byte; one that the file itself contains is the bytes EF BF BD. */
function firstBad(buffer: Buffer, text: string): { offset: number; byte: number } {
  let offset = text.indexOf('\ufffd')
  let at = Buffer.byteLength(text.slice(0, offset))
  while (buffer[at] === 0xef && buffer[at + 1] === 0xbf && buffer[at + 2] === 0xbd) {
    const next = text.indexOf('\ufffd', offset + 1)
    at += Buffer.byteLength(text.slice(offset, next))
    offset = next
  }
  return { offset, byte: buffer[at] ?? 0 }
}
