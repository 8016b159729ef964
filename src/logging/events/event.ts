import { type MessageKey, t } from '../../messages/index.ts'
import type { LogFields } from '../fields.ts'
import type { LogLevel } from '../level.ts'

/** One kind of log line: how grave it is, and its sentence made of the line's fields. */
export interface LogEvent {
  readonly level: LogLevel
  readonly words: (fields: LogFields) => string
  /** Where v6.0 said it in another way. */
  readonly v6?: Omit<LogEvent, 'v6'>
}

type OwnKey = Extract<MessageKey, `log.${string}`> extends `log.${infer Name}` ? Name : never

/** What stands for a field that was not given; for every field that a text of `log.*` uses. */
const UNKNOWN = {
  ...{ ip: '?', user: '?', file: '?', bytes: '?', reason: '?', error: '?', by: '?', count: '?' },
  ...{
    address: '?',
    from: '?',
    to: '?',
    path: '?',
    keys: '?',
    signal: '?',
    ms: '?',
    seconds: '?',
    host: '?',
    port: '?',
  },
}

/**
 * Words of our own for what the original servers did not log, in the reader's language.
 * `{{why}}` is the reason in brackets, or nothing.
 */
export function own(key: OwnKey): LogEvent['words'] {
  return (fields) => {
    const values: Record<string, string> = { ...UNKNOWN, why: fields.reason ? ` (${fields.reason})` : '' }
    for (const [name, value] of Object.entries(fields)) if (value !== undefined) values[name] = String(value)
    return t(`log.${key}`, values)
  }
}
