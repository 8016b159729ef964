import { execFileSync } from 'node:child_process'
import { closeSync, openSync, renameSync, statSync, writeSync } from 'node:fs'
import { LOG_EVENTS, type LogEventId } from '../../src/logging/events.ts'
import type { LogFields } from '../../src/logging/fields.ts'
import { jsonLines, type LineFormat } from '../../src/logging/lines.ts'
import { LocalTime } from '../../src/logging/local-time.ts'

const TEXTS = [
  'hello there',
  'how are you doing today',
  'lunch?',
  'ERROR in my homework',
  'ok',
  '你好，今天怎么样',
]

/** Writes a log like that of a busy room. @returns the time in its middle, in milliseconds since 1970 */
export function writeLog(
  file: string,
  size: number,
  from = 0,
  format: LineFormat = jsonLines(new LocalTime()),
): number {
  const begin = Date.UTC(2026, 10, 20)
  const line = (ms: number, id: LogEventId, fields: LogFields) => {
    const { level, words } = LOG_EVENTS[id]
    return format(ms, level, id, fields, words)
  }
  const out = openSync(file, 'w')
  let written = 0
  let number = from
  while (written < size) {
    const lines: string[] = []
    for (let end = number + 2000; number < end; number++) {
      const ms = begin + number * 20
      const ip = `10.0.${number % 7}.${(number * 31) % 251}`
      const user = `User${(number * 17) % 300}`
      const kind = number % 200
      if (kind === 0) lines.push(line(ms, 'chat/joined', { ip }))
      else if (kind === 1) lines.push(line(ms, 'chat/left', { ip }))
      else if (kind === 2) lines.push(line(ms, 'protocol/not-json', { ip, error: 'Unexpected token' }))
      else if (kind === 3) lines.push(line(ms, 'chat/heartbeat-timeout', { ip, user }))
      else {
        const text = `${TEXTS[number % 10] ?? TEXTS[number % 5]} ${number}`
        lines.push(line(ms, 'chat/text', { ip, user, target: '所有人', text }))
      }
    }
    written += writeSync(out, Buffer.from(lines.join(''), 'latin1'))
  }
  closeSync(out)
  return begin + ((from + number) / 2) * 20
}

/** Compressed as a host would in the night, by its own program. */
export const gzip = (path: string) => execFileSync('gzip', ['-1', path])

/** The same as a set that was rotated; `pack` gets the paths of all but the newest. */
export function writeLogSet(file: string, size: number, parts: number, pack?: (path: string) => void): void {
  let number = 0
  for (let part = parts - 1; part >= 0; part--) {
    const path = part === 0 ? file : `${file}.${part}`
    writeLog(`${path}.draft`, size / parts, number)
    renameSync(`${path}.draft`, path)
    number += Math.ceil(statSync(path).size / 200)
    if (part > 0) pack?.(path)
  }
}
