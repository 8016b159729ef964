/**
 * The time of day, asked once in a turn of the event loop: what comes in one turn is logged and numbered under one time, and
 * asking anew for every text would cost a busy room more than it is worth.
 *
 * @param now  milliseconds since 1970
 */
export function turnTime(now: () => number): () => number {
  let time = 0
  let isKnown = false
  const forget = () => {
    isKnown = false
  }
  return () => {
    if (isKnown) return time
    isKnown = true
    setImmediate(forget)
    time = now()
    return time
  }
}

/** That of this process, for its log and its packets alike. */
export const timeOfTurn = turnTime(Date.now)
