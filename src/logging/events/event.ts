import { type MessageKey, t } from '../../messages/index.ts'
import type { LogFields } from '../fields.ts'
import type { LogLevel } from '../level.ts'

/** One kind of log line: how grave it is, and its sentence made of the line's fields. */
export interface LogEvent {
  readonly level: LogLevel
  readonly words: (fields: LogFields) => string
}

type OwnKey = Extract<MessageKey, `log.${string}`> extends `log.${infer Name}` ? Name : never

const UNKNOWN = { ip: '?', user: '?', by: '?', address: '?', error: '?', reason: '?', path: '?', file: '?' }

/**
 * Words of our own for what the original servers did not log, in the reader's language.
 * `{{why}}` is the reason in brackets, or nothing.
 */
export function own(key: OwnKey): LogEvent['words'] {
  return (fields) => {
    const why = fields.reason === undefined || fields.reason === '' ? '' : ` (${fields.reason})`
    return t(`log.${key}`, { ...UNKNOWN, ...(fields as Record<string, string>), why })
  }
}
