/**
 * The first `limit` code points of a text.
 *
 * @returns the text itself, or undefined where it is not longer than that
 */
export function cutCodePoints(text: string, limit: number): string | undefined {
  if (text.length <= limit) return undefined
  let at = 0
  for (let count = 0; count < limit; count++) {
    if (at >= text.length) return undefined
    at += isPair(text, at) ? 2 : 1
  }
  return at < text.length ? text.slice(0, at) : undefined
}

function isPair(text: string, at: number): boolean {
  return (text.codePointAt(at) ?? 0) > 0xffff
}

/** Orders strings by code point, as Python does; JavaScript's own order puts astral characters before U+E000. */
export function compareCodePoints(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length)
  for (let at = 0; at < shorter; at++) {
    const left = a.charCodeAt(at)
    const right = b.charCodeAt(at)
    if (left !== right) return rank(left) - rank(right)
  }
  return a.length - b.length
}

/** Moves surrogates above the rest of the basic plane. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800
}
