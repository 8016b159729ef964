/** What one client of the control socket may cost. Milliseconds and bytes. */
export interface ControlLimits {
  readonly bodyBytes: number
  readonly connections: number
  readonly followers: number
  /** Unread bytes that may wait for one follower before it is dropped. */
  readonly followerBytes: number
  readonly heartbeatMs: number
  /** For the head of a request, and for the whole of it. */
  readonly headMs: number
  readonly requestMs: number
  /** For the answer. */
  readonly handlerMs: number
  /** A connection on which nothing moves. */
  readonly idleMs: number
  /** How long `close` waits for calls in flight. */
  readonly closeMs: number
}

export const CONTROL_LIMITS: ControlLimits = {
  bodyBytes: 64 << 10,
  connections: 64,
  followers: 32,
  followerBytes: 1 << 20,
  heartbeatMs: 10_000,
  headMs: 5000,
  requestMs: 10_000,
  handlerMs: 30_000,
  idleMs: 35_000,
  closeMs: 1000,
}
