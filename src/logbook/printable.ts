import { visible } from '../logging/escape.ts'

/** Password hashes that v9.1 writes into its log as a suggestion: argon2 and bcrypt by shape. */
const HASH = /\$(?:2[abxy]\$\d\d\$[./A-Za-z0-9]{10,}|argon2\w*\$[^\s"]+)/g

/** Text of a log, safe to show: nothing that moves a cursor, no password hash. */
export function printable(text: string): string {
  return visible(text.replace(HASH, '$***'))
}
