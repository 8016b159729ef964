/**
 * A word of a unit file: quoted where it holds blanks, and with no `%` or `$` that systemd would fill in.
 *
 * @example unitWord('/opt/my chat') // '"/opt/my chat"'
 */
export function unitWord(word: string): string {
  const literal = word.replaceAll('%', '%%').replaceAll('$', '$$$$')
  return /[\s"'\\;]/.test(word) ? `"${literal.replace(/["\\]/g, '\\$&')}"` : literal
}
