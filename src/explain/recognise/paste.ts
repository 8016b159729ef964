import { stripVTControlCharacters } from 'node:util'
import { readSentence } from '../../logbook/records/sentences.ts'
import { LOG_LEVELS, type LogLevel } from '../../logging/level.ts'
import { OPERATOR, SYSTEM } from '../../protocol/texts.ts'

/** What stands before the words on a screen or in a file; taken away as often as it is there. */
const PREFIXES = [
  // journalctl, syslog: `Nov 23 10:00:00 host chatctl[123]: `, `2026-11-23T10:00:00+08:00 host chatctl[123]: `
  /^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S+ [^\s:]+(?:\[\d+\])?: /,
  /^\d{4}-\d\d-\d\dT[\d:.,+Z-]+ \S+ [^\s:]+(?:\[\d+\])?: /,
  // docker compose: `chat-1  | `; grep -n: `server.log:12:`
  /^[\w.-]+\s+\| /,
  /^[\w./-]+\.log(?:\.\d+)?:(?:\d+:)?/,
  // the originals' screen: `[10:00:00] `, `10:00:00 `
  /^\[?\d\d:\d\d:\d\d\]? /,
  /^>>> /,
  /^(?:Error|Fix|错误|解决|警告|Warning): /i,
]
const RECORD = new RegExp(
  `^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(?:,\\d+)? \\[(${LOG_LEVELS.join('|')})\\] (.*)$`,
  's',
)
const FROM_SYSTEM = new RegExp(
  `^(?:\\[|【)?(?:${SYSTEM}|${OPERATOR}|${OPERATOR.slice(1, -1)})(?:\\]|】)?(?: -> \\S+)?\\s*(?:>>|:|：)\\s*`,
)

/** A line as it was pasted, taken out of what surrounds it. */
export interface Pasted {
  readonly words: string
  /** Set for a record of a log: its event, where that is known for sure, and its fields. */
  readonly record?: { readonly event: string | null; readonly fields: Readonly<Record<string, unknown>> }
}

/** Takes a pasted line out of colours, quotes, time stamps and the like; a record of the log is read as such. */
export function pasted(line: string): Pasted {
  let words = stripVTControlCharacters(line).trim()
  words = words.replace(/^(["'`])((?:(?!\1).)*)\1$/s, '$2')
  for (let found = true; found; ) {
    const record = recordOf(words)
    if (record !== undefined) return record
    const prefix = PREFIXES.find((known) => known.test(words))
    found = prefix !== undefined
    if (prefix !== undefined) words = words.replace(prefix, '').trim()
  }
  return { words: words.replace(FROM_SYSTEM, '') }
}

function recordOf(words: string): Pasted | undefined {
  const [, level, message] = RECORD.exec(words) ?? []
  if (level !== undefined && message !== undefined) {
    return { words: message, record: readSentence(level as LogLevel, message) }
  }
  const at = words.indexOf('{"')
  if (at < 0) return undefined
  const json = parsed(words.slice(at))
  if (typeof json?.message === 'string') {
    return {
      words: json.message,
      record: { event: typeof json.event === 'string' ? json.event : null, fields: json },
    }
  }
  // a packet of the protocol
  return typeof json?.msg === 'string' ? { words: json.msg } : undefined
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return undefined
  }
}
