import { pino } from 'pino'
import { type ByteString, byteString } from '../encoding/byte-string.ts'
import { chatLine } from './chat-line.ts'
import { safeJson, visible } from './escape.ts'
import type { LogEventId } from './events.ts'
import type { LogFields } from './fields.ts'
import { LOG_LEVELS, type LogLevel, RANK } from './level.ts'
import type { LocalTime } from './local-time.ts'

/** Makes one physical line, with its line feed, of one event, encoded; `words` puts what has happened in a sentence. */
export type LineFormat = (
  ms: number,
  level: LogLevel,
  event: LogEventId,
  fields: LogFields,
  words: (fields: LogFields) => string,
) => ByteString

/** The original servers' lines: `YYYY-MM-DD HH:MM:SS [LEVEL] MESSAGE` (WIRE.md section 14). */
export function textLines(time: LocalTime): LineFormat {
  return (ms, level, _event, fields, words) =>
    byteString(`${time.plain(ms)} [${level}] ${visible(words(fields))}\n`)
}

/**
 * JSON lines by pino: time, level, event, ip, user, the other fields, message. pino would write the level before the
 * time, so the level's own place stays empty and it comes with the time.
 */
export function jsonLines(time: LocalTime): LineFormat {
  let line = ''
  let head = ''
  const logger = pino<LogLevel>(
    {
      base: null,
      level: 'silent',
      customLevels: RANK,
      useOnlyCustomLevels: true,
      messageKey: 'message',
      formatters: { level: () => ({}) },
      timestamp: () => head,
    },
    {
      write(finished: string) {
        line = finished
      },
    },
  )
  // as an option it would be lower-cased; which lines are written is decided before they come here
  logger.level = LOG_LEVELS[0]
  return (ms, level, event, fields, words) => {
    const chat = event === 'chat/text' ? chatLine(time.iso(ms), level, fields) : undefined
    if (chat !== undefined) return chat
    head = `"time":"${time.iso(ms)}","level":"${level}"`
    logger[level]({ event, ip: fields.ip, user: fields.user, ...fields }, words(fields))
    return byteString(safeJson(line))
  }
}
