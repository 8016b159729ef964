/**
 * What the originals remove from names: control, format, unassigned, private and separator characters, and every blank
 * other than U+0020. All white space that Python's `strip` knows is among them, so only the plain blank is left to strip.
 */
const UNPRINTABLE = /^(?:[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs})$/u

/** Whether the originals keep a character. @param character one code point */
export function isPrintable(character: string): boolean {
  if (character.length === 1 && character >= ' ' && character <= '~') return true
  return !UNPRINTABLE.test(character)
}
