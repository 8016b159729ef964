/** Why a text is no base64: `format` for a wrong character or padding, `unusable` for one beyond ASCII. */
export type Base64Error = 'format' | 'unusable'

/** Characters decoded at a time, whole groups of four; between two of them others get their turn. */
const SLICE = 1 << 20
const LINE_BREAK = /[\r\n]/
const WELL_FORMED = /^[A-Za-z0-9+/]*={0,2}$/
const ASCII = /^[\0-\x7f]*$/

/**
 * Takes the line breaks out of base64 and checks what is left: alphabet, padding, length (protocol clause 17, no. 12).
 * JavaScript's own decoder would overlook rubbish and wrong padding alike.
 */
export function strictBase64(text: string): { readonly base64: string } | Base64Error {
  const base64 = LINE_BREAK.test(text) ? text.replace(/[\r\n]+/g, '') : text
  if (WELL_FORMED.test(base64)) return base64.length % 4 === 0 ? { base64 } : 'format'
  return ASCII.test(base64) ? 'format' : 'unusable'
}

/** Bytes that well-formed base64 stands for. */
export function decodedLength(base64: string): number {
  const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0
  return (base64.length / 4) * 3 - padding
}

/** Characters of the base64 of so many bytes. */
export function encodedLength(bytes: number): number {
  return Math.ceil(bytes / 3) * 4
}

/** Decodes well-formed base64 piece by piece. */
export function* decodePieces(base64: string): Generator<Buffer> {
  for (let at = 0; at < base64.length; at += SLICE) yield Buffer.from(base64.slice(at, at + SLICE), 'base64')
}
