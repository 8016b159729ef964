import type { Alert } from '../alert.ts'

/** Where alerts go. */
export type Channel = 'exec' | 'webhook'

/** An alert that has not arrived yet. */
export interface Queued {
  readonly channel: Channel
  readonly alert: Alert
  readonly attempts: number
  /** Milliseconds since 1970: not before. */
  readonly dueAt: number
}

export interface Queue {
  readonly items: readonly Queued[]
  /** Given up since the last one that arrived. */
  readonly dropped: number
}

const MOST_ITEMS = 200
const MOST_BYTES = 1024 * 1024
const OLDEST_MS = 48 * 3_600_000
const FIRST_RETRY_MS = 2000
const LONGEST_RETRY_MS = 30 * 60_000

/** Adds an alert for channels. What is too much or too old goes, the oldest first, and is counted. */
export function enqueue(queue: Queue, alert: Alert, channels: readonly Channel[], nowMs: number): Queue {
  const items = [
    ...queue.items,
    ...channels.map((channel): Queued => ({ channel, alert, attempts: 0, dueAt: nowMs })),
  ]
  let kept = items.filter((item) => Date.parse(item.alert.at) > nowMs - OLDEST_MS).slice(-MOST_ITEMS)
  while (kept.length > 1 && JSON.stringify(kept).length > MOST_BYTES) kept = kept.slice(1)
  return { items: kept, dropped: queue.dropped + items.length - kept.length }
}

/** The same item after an attempt that failed: each pause is three times the one before, up to half an hour. */
export function postponed(item: Queued, nowMs: number, firstMs = FIRST_RETRY_MS): Queued {
  const pause = Math.min(LONGEST_RETRY_MS, firstMs * 3 ** item.attempts)
  return { ...item, attempts: item.attempts + 1, dueAt: nowMs + pause }
}

/** When the next attempt is due; null where nothing waits. Behind the first of a channel all others wait, whatever they say. */
export function nextDue({ items }: Queue): number | null {
  const heads = (['exec', 'webhook'] as const).flatMap(
    (name) => items.find(({ channel }) => channel === name) ?? [],
  )
  return heads.length === 0 ? null : Math.min(...heads.map(({ dueAt }) => dueAt))
}
