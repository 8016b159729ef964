import { textOf } from '../../src/encoding/byte-string.ts'
import { LOG_EVENTS, type LogEventId } from '../../src/logging/events.ts'
import type { LogFields } from '../../src/logging/fields.ts'
import { jsonLines, textLines } from '../../src/logging/lines.ts'
import { LocalTime } from '../../src/logging/local-time.ts'

const time = new LocalTime()
const FORMATS = { json: jsonLines(time), text: textLines(time) }

/** The line that the server writes for an event, in either format. */
export function line(format: 'json' | 'text', ms: number, id: LogEventId, fields: LogFields = {}): string {
  const { level, words } = LOG_EVENTS[id]
  return textOf(FORMATS[format](ms, level, id, fields, words))
}
