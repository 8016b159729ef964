/** What the daemon counts from its start; gauges are marked as such. The public names are in the control contract. */
export class Counters {
  accepted = 0
  /** Most clients at once. */
  highest = 0
  messagesIn = 0
  messagesOut = 0
  bytesIn = 0
  bytesOut = 0
  /** Gauge: bytes that wait for slow readers, all together. */
  queuedBytes = 0
  /** Most bytes that waited for one client. */
  queueHighWater = 0
  /** Gauge: bytes of frames that have not arrived completely. */
  pendingBytes = 0
  readonly refused: Record<string, number> = {}
  readonly dropped: Record<string, number> = {}

  /** @param change bytes added to (or taken from) one client's queue, which holds `now` after it */
  queued(change: number, now: number): void {
    this.queuedBytes += change
    if (now > this.queueHighWater) this.queueHighWater = now
  }

  refuse(reason: string): void {
    this.refused[reason] = (this.refused[reason] ?? 0) + 1
  }

  drop(reason: string): void {
    this.dropped[reason] = (this.dropped[reason] ?? 0) + 1
  }
}
