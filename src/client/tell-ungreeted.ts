/** Whoever waits for longer wonders whether anything is happening. */
const TELL_AFTER_MS = 2000

/**
 * Tells once that a connection is made and the server has not greeted yet, unless it is given up on so soon that the end tells it.
 *
 * @param limitMs  how long it may take
 * @param tell     called with the limit
 * @returns ends the waiting
 */
export function tellUngreeted(limitMs: number, tell: ((limitMs: number) => void) | undefined): () => void {
  if (tell === undefined || limitMs <= TELL_AFTER_MS) return () => {}
  const timer = setTimeout(() => tell(limitMs), TELL_AFTER_MS)
  return () => clearTimeout(timer)
}
