import { parseRange } from '../../chat/address.ts'
import { ChatctlError } from '../../errors/chatctl-error.ts'
import { parseMoment } from '../../logbook/moments.ts'
import type { Query } from '../../logbook/query/query.ts'
import { logLevel } from '../log-level.ts'

/** The flags of `chatctl logs` that say which entries. */
export interface QuestionFlags {
  readonly level?: string | undefined
  readonly ip?: readonly string[] | undefined
  readonly user?: readonly string[] | undefined
  readonly event?: readonly string[] | undefined
  readonly grep?: string | undefined
  readonly since?: string | undefined
  readonly until?: string | undefined
}

/**
 * Reads the flags that say which entries.
 *
 * @param now milliseconds since 1970
 * @throws ChatctlError `cli/bad-level`, `sanctions/not-an-address`, `logs/bad-time`, `logs/bad-pattern`
 */
export function questionOf(flags: QuestionFlags, now: number): Query {
  const level = flags.level === undefined ? undefined : logLevel(flags.level)
  return {
    ...(level !== undefined && { level }),
    ...(flags.ip && { addresses: flags.ip.map(range) }),
    ...(flags.user && { users: flags.user }),
    ...(flags.event && { events: flags.event }),
    ...(flags.grep !== undefined && { pattern: pattern(flags.grep) }),
    ...(flags.since !== undefined && { since: moment(flags.since, now) }),
    ...(flags.until !== undefined && { until: moment(flags.until, now) }),
  }
}

function range(text: string) {
  const found = parseRange(text.trim())
  if (found === undefined) throw new ChatctlError('sanctions/not-an-address', { text })
  return found
}

function moment(text: string, now: number): number {
  const found = parseMoment(text, now)
  if (found === undefined) throw new ChatctlError('logs/bad-time', { text })
  return found
}

function pattern(text: string): RegExp {
  try {
    return new RegExp(text, 'u')
  } catch (error) {
    throw new ChatctlError('logs/bad-pattern', { text, detail: (error as Error).message })
  }
}
