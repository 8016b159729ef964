import type { ServerStatus } from '../control/methods.ts'

/** A status and when it came, in milliseconds of a clock that only grows. */
export interface Moment {
  readonly at: number
  readonly status: ServerStatus
}

/** What happens in a second. */
export interface Rates {
  /** Packets from clients. */
  readonly messagesIn: number
  /** Packets to clients: a text to a room of ten counts ten times. */
  readonly deliveries: number
  readonly bytesIn: number
  readonly bytesOut: number
  readonly accepted: number
  readonly refused: number
  readonly dropped: number
}

/** @returns null where the two are not of the same run of the server, or no time lies between them */
export function ratesBetween(before: Moment, after: Moment): Rates | null {
  const seconds = (after.at - before.at) / 1000
  const [old, now] = [before.status, after.status]
  if (seconds <= 0 || old.pid !== now.pid || old.startedAt !== now.startedAt) return null
  const rate = (from: number, to: number) => Math.max(0, to - from) / seconds
  return {
    messagesIn: rate(old.messages.in, now.messages.in),
    deliveries: rate(old.messages.out, now.messages.out),
    bytesIn: rate(old.bytes.in, now.bytes.in),
    bytesOut: rate(old.bytes.out, now.bytes.out),
    accepted: rate(old.connections.accepted, now.connections.accepted),
    refused: rate(total(old.refused), total(now.refused)),
    dropped: rate(total(old.dropped), total(now.dropped)),
  }
}

/** The sum of counters by reason. */
function total(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}
