import { safeJson, visible } from '../logging/escape.ts'

/** Letters that draw nothing; a name made of them looks empty. Variation selectors belong to ordinary emoji. */
const INVISIBLE = /(?![\ufe00-\ufe0f])\p{Default_Ignorable_Code_Point}/gu

/**
 * Text that a client has chosen (a name, a file name, words), so that a terminal cannot be fooled: control, format,
 * bidirectional and invisible characters are written out.
 *
 * @example escapeForTerminal('a\u001b[2J\u202eb') // 'a\\x1b[2J\\u202eb'
 */
export function escapeForTerminal(text: string): string {
  return visible(text).replace(
    INVISIBLE,
    (letter) => `\\u${letter.codePointAt(0)?.toString(16).padStart(4, '0')}`,
  )
}

/** The same for a text of several lines, whose line breaks are ours. */
export function escapeLines(text: string): string {
  return text.split('\n').map(escapeForTerminal).join('\n')
}

/** One indented JSON document of the same value, in which such characters are JSON escapes. */
export function jsonForTerminal(value: unknown): string {
  return JSON.stringify(value, null, 2)
    .split('\n')
    .map((line) => safeJson(line).replace(INVISIBLE, unitsOf))
    .join('\n')
}

/** A character as JSON writes it, which knows halves of large ones alone. */
function unitsOf(letter: string): string {
  return letter
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')
}
