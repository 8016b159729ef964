import type { ErrorId } from '../errors/ids.ts'
import type { ConnectFailure } from './connect.ts'
import type { Hop, HopOutcome } from './hop.ts'
import type { EndReason } from './session-events.ts'

/** The error of a client that was not let in, by the reason. Ends that only somebody in the room can meet are losses. */
export const FAILURE_IDS: Record<EndReason | ConnectFailure, ErrorId> = {
  refused: 'client/refused',
  timeout: 'client/timeout',
  unreachable: 'client/unreachable',
  'unknown-host': 'client/unknown-host',
  reset: 'client/reset',
  closed: 'client/closed',
  silent: 'client/silent',
  full: 'client/full',
  rate: 'client/rate',
  'per-address': 'client/per-address',
  'not-chat': 'client/not-chat',
  'tls-failed': 'client/tls-failed',
  'tls-untrusted': 'client/tls-untrusted',
  banned: 'client/banned',
  'banned-now': 'client/banned',
  kicked: 'client/kicked',
  protocol: 'client/lost',
  shutdown: 'client/lost',
  'heartbeat-timeout': 'client/lost',
  left: 'client/lost',
  unconfirmed: 'client/lost',
}

/** Outcomes that only a test can have. */
const OF_TESTS: Partial<Record<HopOutcome, ErrorId>> = {
  muted: 'client/muted',
  'no-echo': 'client/no-echo',
  slow: 'client/slow',
}

/** The error that says what is wrong with a hop, and what to do; null where nothing is. */
export function hopError({ outcome, step }: Pick<Hop, 'outcome' | 'step'>): ErrorId | null {
  if (outcome === 'ok') return null
  // The kernel takes connections for a process that hangs; only its silence tells.
  if (outcome === 'timeout' && step !== 'connect') return 'client/silent'
  return OF_TESTS[outcome] ?? FAILURE_IDS[outcome as Exclude<HopOutcome, 'ok' | 'slow' | 'muted' | 'no-echo'>]
}
