const LONGEST = 40
const CONTROL = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u

/** A value as JSON for a sentence: clipped, and nothing in it can reach a terminal as an escape sequence. */
export function asJson(value: unknown): string {
  const json = JSON.stringify(typeof value === 'string' ? clip(value) : value) ?? 'undefined'
  return clip(json, LONGEST + 2).replace(CONTROL, (character) =>
    character.length > 1 ? '\ufffd' : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Replaces what a terminal would obey by something it shows, code point by code point. */
export function printable(text: string): string {
  return text.replaceAll('\t', ' ').replace(CONTROL, '\ufffd')
}

/** Screen cells that a printable text takes. */
export function cells(text: string): number {
  let width = 0
  for (const character of text) width += WIDE.test(character) ? 2 : /\p{Mn}/u.test(character) ? 0 : 1
  return width
}

function clip(text: string, longest = LONGEST): string {
  if (text.length <= longest) return text
  return `${text.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…`
}
