import type { ChatAddress } from '../client/connect.ts'

/** What a stress test is to do. */
export interface BenchPlan {
  readonly address: ChatAddress
  readonly clients: number
  /** Messages of all clients together; null for as many as fit into the time. */
  readonly messages: number | null
  /** Messages a second, of all clients together; 0: each client says its next as soon as its last was heard. */
  readonly rate: number
  /** Characters of a message. */
  readonly size: number
  /** How long messages are sent at most; null for until all are. */
  readonly durationMs: number | null
  /** For a connection, for its greeting, and for what nobody has heard yet. */
  readonly timeoutMs: number
}

/** A mark takes up to so many characters of a message. */
export const LEAST_SIZE = 40
