/** Longest text that is compared; what differs behind it does not make another kind of error. */
const LONGEST = 300

const ADDRESS = /(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?|(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}/gi
const QUOTED = /'[^']*'|"[^"]*"|“[^”]*”|《[^》]*》/g
const NUMBER = /0x[0-9a-f]+|\d+(?:\.\d+)*/gi

/**
 * What errors of the same kind have in common: addresses, quoted texts and numbers left out.
 *
 * @example templateOf("line 3 of 'a.txt' from 10.0.0.7") // "line # of '…' from <ip>"
 */
export function templateOf(text: string): string {
  const line = text.slice(0, LONGEST).split('\n', 1)[0] ?? ''
  return line.replace(ADDRESS, '<ip>').replace(QUOTED, "'…'").replace(NUMBER, '#')
}
