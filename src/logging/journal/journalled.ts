import type { LogEventId } from '../events.ts'

/** Events that belong in the system's journal too, because who looks there first must not miss them. */
export const JOURNALLED: ReadonlySet<LogEventId> = new Set<LogEventId>([
  'server/crash',
  'server/crashed-before',
  'server/stalled',
  'control/failed',
  'log/write-failed',
  'log/recovered',
  'log/rotate-failed',
  'door/accept-failed',
  'memory/pending-frames',
  'data/unreadable',
  'data/malformed',
  'data/save-failed',
  'sanctions/edit-refused',
  'sanctions/set-aside',
  'sanctions/expiry-not-written',
  'config/malformed',
  'config/reload-failed',
  'admin/locked',
])

/** After this one there is no time to go on alone. */
export const LAST_EVENT: LogEventId = 'server/crash'
