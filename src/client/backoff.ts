const FIRST_MS = 1000
const LONGEST_MS = 30_000

/**
 * How long to wait before trying again: doubled with every attempt, never longer than half a minute, and spread over half of
 * that, so that a room full of clients does not come back in one moment.
 *
 * @param attempt  1 for the first
 * @param random   between 0 and 1
 */
export function backoffMs(attempt: number, random: number): number {
  const most = Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1))
  return Math.round(most * (1 - random / 2))
}
