import type { Loss } from '../../client/chat-client.ts'
import { FAILURE_IDS } from '../../client/failure-ids.ts'
import type { ErrorId } from '../../errors/ids.ts'
import { type MessageKey, t } from '../../messages/index.ts'

type Reason = Loss['reason']

/** What a loss is called in a sentence about coming back. */
const WORDS: Record<Reason, MessageKey> = {
  refused: 'chat.loss.refused',
  timeout: 'chat.loss.timeout',
  unreachable: 'chat.loss.unreachable',
  'unknown-host': 'chat.loss.unknownHost',
  reset: 'chat.loss.reset',
  closed: 'chat.loss.closed',
  silent: 'chat.loss.silent',
  shutdown: 'chat.loss.shutdown',
  'heartbeat-timeout': 'chat.loss.heartbeatTimeout',
  full: 'chat.loss.full',
  rate: 'chat.loss.rate',
  'per-address': 'chat.loss.perAddress',
  protocol: 'chat.loss.protocol',
  'not-chat': 'chat.loss.protocol',
  'tls-failed': 'chat.loss.tls',
  'tls-untrusted': 'chat.loss.tls',
  banned: 'chat.notice.bannedNow',
  'banned-now': 'chat.notice.bannedNow',
  kicked: 'chat.notice.kicked',
  left: 'chat.loss.closed',
  unconfirmed: 'chat.loss.closed',
}

/** Ends of a client that had been in the room which say enough by themselves. */
const PLAIN: ReadonlySet<Reason> = new Set(['banned', 'banned-now', 'kicked'])

export function lossWords({ reason }: Loss): string {
  return t(WORDS[reason])
}

/** @param wasIn  whether the client had been in the room before */
export function lossError({ reason }: Loss, wasIn: boolean): ErrorId {
  return wasIn && !PLAIN.has(reason) ? 'client/lost' : FAILURE_IDS[reason]
}
