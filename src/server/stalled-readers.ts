import type { Client } from './client.ts'

/** How long a client that is owed much may take nothing at all, in ms. */
const PATIENCE_MS = 8000

/**
 * Finds clients that have stopped reading. What waits in memory for a client is bounded by its queue; but files that it has
 * asked for wait on disk and would hold the connection for as long as it sends heartbeats.
 */
export class StalledReaders {
  readonly #seen = new Map<Client, { progress: number; since: number }>()

  /**
   * To be called every now and then.
   *
   * @param congested  those who take less than there is to send
   * @param now        milliseconds on a steady clock
   * @param limit      bytes that anybody may leave unread for any time
   * @returns those that are owed more than that and have taken nothing for a while
   */
  look(congested: ReadonlySet<Client>, now: number, limit: number): Client[] {
    for (const client of this.#seen.keys()) if (!congested.has(client)) this.#seen.delete(client)
    return [...congested].filter(
      (client) => this.#idleMs(client, now) > PATIENCE_MS && client.owedBytes > limit,
    )
  }

  #idleMs(client: Client, now: number): number {
    const seen = this.#seen.get(client)
    if (seen !== undefined && seen.progress === client.progress) return now - seen.since
    this.#seen.set(client, { progress: client.progress, since: now })
    return 0
  }
}
