import { visible } from '../logging/escape.ts'

/** Password hashes, which v9.1 writes into its log as a suggestion: argon2 and bcrypt by their shape. */
const HASH = /\$(?:2[abxy]\$\d\d\$[./A-Za-z0-9]{10,}|argon2\w*\$[^\s"]+)/g

/** A text of a log without password hashes. */
export function masked(text: string): string {
  return text.replace(HASH, '$***')
}

/** A text of a log, safe to show: nothing that moves a cursor, no password hash. */
export function printable(text: string): string {
  return visible(masked(text))
}
