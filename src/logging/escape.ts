/**
 * What could end a line, move a terminal's cursor or hide letters: control characters (C0, DEL, C1 with U+0085), format
 * characters (bidirectional marks, zero-width, BOM, tags), line and paragraph separators, lone surrogates.
 */
const EVERY_UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu

/** The same without C0: a finished JSON line has them escaped, except for the line feed that ends it. */
const EVERY_UNSAFE_IN_JSON = /[\x7f-\x9f\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu

/**
 * Whether the exact but five times slower search is worth it: a coarse superset without C0, in UTF-16 units. Emoji are
 * suspects too, since they are pairs of surrogates.
 */
const SUSPECT =
  /[\x7f-\x9f\xad\u0600-\u06ff\u070f\u0890-\u08ff\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb]/
const SUSPECT_OR_C0 = new RegExp(SUSPECT.source.replace('[', '[\\0-\\x1f'))

const SHORT: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

function visibleForm(character: string): string {
  const short = SHORT[character]
  if (short !== undefined) return short
  const code = character.codePointAt(0) ?? 0
  const hex = code.toString(16)
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`
  return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\u{${hex}}`
}

function jsonForm(character: string): string {
  let escaped = ''
  for (let at = 0; at < character.length; at++) {
    escaped += `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`
  }
  return escaped
}

/**
 * Text with everything invisible or dangerous made visible, safe for one line of a log and for a terminal.
 *
 * @example visible('a\n\u202eb') // 'a\\n\\u202eb'
 */
export function visible(text: string): string {
  return SUSPECT_OR_C0.test(text) ? text.replace(EVERY_UNSAFE, visibleForm) : text
}

/** Whether a text may hold something that {@link safeJson} or {@link visible} would change; C0 apart. */
export function isSuspect(text: string): boolean {
  return SUSPECT.test(text)
}

/** A finished JSON line, with what JSON allows raw but a reader should not meet written as `\uXXXX`: the value is the same. */
export function safeJson(line: string): string {
  return SUSPECT.test(line) ? line.replace(EVERY_UNSAFE_IN_JSON, jsonForm) : line
}
