import type { AddressRange } from '../../chat/address.ts'
import { type LogLevel, RANK } from '../../logging/level.ts'
import type { Entry } from '../records/entry.ts'
import { liesIn } from './addresses.ts'

/** What is asked of the logs. What is absent or empty lets everything pass; several values of one kind are alternatives. */
export interface Query {
  /** This level and graver ones. */
  readonly level?: LogLevel
  readonly addresses?: readonly AddressRange[]
  readonly users?: readonly string[]
  readonly events?: readonly string[]
  /** Searched for in the message. */
  readonly pattern?: RegExp
  /** Milliseconds since 1970, included. */
  readonly since?: number
  /** Milliseconds since 1970, not included. */
  readonly until?: number
}

/** Whether an entry is asked for. Everything faster must come to the same answer. */
export function matches(entry: Entry, query: Query): boolean {
  const { level, addresses, users, events, pattern, since, until } = query
  return (
    (level === undefined || RANK[entry.level] >= RANK[level]) &&
    (since === undefined || entry.time >= since) &&
    (until === undefined || entry.time < until) &&
    (!events?.length || (entry.event !== null && events.includes(entry.event))) &&
    (!users?.length || (entry.user !== null && users.includes(entry.user))) &&
    (!addresses?.length || isOf(entry, addresses)) &&
    (pattern === undefined || pattern.test(entry.message))
  )
}

/** Beginnings of the events that name an address besides the client's: what was banned, muted or lifted. */
export const NAMING_EVENTS = ['admin/', 'data/'] as const

/** An entry is of an address if that is the client's, or if a ban or mute names it. */
function isOf({ ip, event, fields }: Entry, addresses: readonly AddressRange[]): boolean {
  if (ip !== null && liesIn(ip, addresses)) return true
  if (!NAMING_EVENTS.some((start) => event?.startsWith(start))) return false
  return typeof fields.address === 'string' && liesIn(fields.address, addresses)
}
