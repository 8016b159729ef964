import type { ConnectFailure } from './connect.ts'
import type { EndReason, Rules } from './session-events.ts'

/**
 * How a test of one address went. `slow`: well, but too slowly. `timeout` at the step `welcome`: the connection stands, and
 * nobody speaks: the process hangs, or it is no chat server. `no-echo`: what one canary said did not reach the other.
 * `closed`: without a word.
 */
export type HopOutcome =
  | 'ok'
  | 'slow'
  | Exclude<ConnectFailure, 'unknown-host'>
  | 'banned'
  | 'full'
  | 'rate'
  | 'per-address'
  | 'muted'
  | 'no-echo'
  | 'closed'
  | 'not-chat'

/** What a test of one address has found. */
export interface Hop {
  readonly host: string
  readonly port: number
  readonly tls: boolean
  readonly outcome: HopOutcome
  /** The step that failed; null where none did. */
  readonly step: 'connect' | 'welcome' | 'echo' | null
  /** Whether the server took us for canaries: nobody has noticed, and no place was needed. */
  readonly marked: boolean
  readonly rules: Rules | null
  /** Until the connection stood, TLS included; null where it never did. */
  readonly connectMs: number | null
  /** From there until the greeting. */
  readonly welcomeMs: number | null
  /** From a word until it was heard; null where the server does not know how (the Python servers). */
  readonly echoMs: number | null
  /** The system's word for what went wrong, such as `ECONNREFUSED`, or nothing. */
  readonly detail: string
}

/** Outcomes of a connection that ended before it was of use. */
export const OUTCOME_OF_END: Record<EndReason, HopOutcome> = {
  left: 'closed',
  unconfirmed: 'closed',
  closed: 'closed',
  reset: 'reset',
  silent: 'timeout',
  banned: 'banned',
  'banned-now': 'banned',
  full: 'full',
  rate: 'rate',
  'per-address': 'per-address',
  kicked: 'closed',
  'heartbeat-timeout': 'closed',
  shutdown: 'closed',
  'not-chat': 'not-chat',
  protocol: 'not-chat',
}
