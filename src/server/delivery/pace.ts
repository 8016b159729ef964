import { setTimeout as delay } from 'node:timers/promises'

/** A client to whom more is owed than it has taken. */
interface Behind {
  readonly owedBytes: number
  /** Changes whenever it has taken something. */
  readonly progress: number
}

const STEP_MS = 20
/** One that has taken nothing for so long is not waited for. */
const STILL_MS = 1000
/** Nor is anybody for longer than this. */
const MOST_MS = 15_000

/**
 * Resolves when those who read have caught up, so that the sender of large frames cannot outrun them: each of his packets
 * was written to all before the next was looked at in the originals, too (protocol clause 8).
 *
 * @param congested  those who take less than there is to send; read again at every look
 * @param enough     bytes that anybody may still be owed
 * @param waiting    called at every look
 */
export async function caughtUp(
  congested: ReadonlySet<Behind>,
  enough: number,
  waiting: () => void,
): Promise<void> {
  const seen = new Map<Behind, { progress: number; at: number }>()
  const end = performance.now() + MOST_MS
  for (let now = performance.now(); now < end; now = performance.now()) {
    waiting()
    const moving = [...congested].filter((client) => {
      const before = seen.get(client)
      if (before === undefined || before.progress !== client.progress)
        seen.set(client, { progress: client.progress, at: now })
      else if (now - before.at > STILL_MS) return false
      return client.owedBytes > enough
    })
    if (moving.length === 0) return
    await delay(STEP_MS)
  }
}
