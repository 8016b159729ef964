import { dirname } from 'node:path'
import { textOf } from '../encoding/byte-string.ts'
import { makeFolderNow } from '../store/make-folder.ts'
import type { LogEvent } from './events/event.ts'
import { LOG_EVENTS, type LogEventId } from './events.ts'
import type { LogFields } from './fields.ts'
import { Followers } from './followers.ts'
import { JOURNALLED, LAST_EVENT } from './journal/journalled.ts'
import { type LogLevel, RANK } from './level.ts'
import { LineQueue } from './line-queue.ts'
import { type LineTarget, standardError, textTarget } from './line-target.ts'
import { jsonLines, textLines } from './lines.ts'
import { LocalTime } from './local-time.ts'
import type { Log, LogOptions, Rotation } from './log.ts'
import { LogFile } from './log-file.ts'
import { putAside } from './put-aside.ts'
import { unwritable } from './unwritable.ts'

const NO_FIELDS: LogFields = {}
/** What is said about the log itself must reach somebody even when the log cannot take it. */
const ALSO_ON_STDERR: ReadonlySet<LogEventId> = new Set<LogEventId>([
  'log/write-failed',
  'log/recovered',
  'log/rotate-failed',
])

/**
 * Opens the log; makes its folder if it is missing. A full disk is no reason not to start.
 *
 * @throws ChatctlError `log/unwritable` with the guide's commands, or `log/not-a-file`
 */
export function createLog(options: LogOptions): Log {
  const now = options.now ?? Date.now
  const print = options.stderr ?? standardError()
  const isV6 = options.compatibility === 'v6'
  const time = new LocalTime()
  const line = options.format === 'text' ? textLines(time) : jsonLines(time)
  const notice = textLines(time)
  const followers = new Followers()
  let rotation: Rotation = options
  const target = options.file === null ? textTarget(print) : openFile(options.file)
  const queue = new LineQueue({
    target,
    onFailed: (error) => event('log/write-failed', { error: error.message }),
    onRecovered: (count) => event('log/recovered', { count }),
    isAwaited: options.isAwaited,
  })
  let level: LogLevel = options.level
  let threshold = RANK[level]

  function openFile(path: string): LineTarget {
    const file = new LogFile({
      path,
      rotation: () => rotation,
      onVanished: (lines) => queue.trouble(new Error(`ENOENT: ${path} was deleted`), lines),
      onRotateFailed: (error) => {
        queue.countError(error)
        event('log/rotate-failed', { error: error.message })
      },
    })
    try {
      makeFolderNow(dirname(path), 0o750)
      file.open()
    } catch (error) {
      if (!diskFull(error)) throw unwritable(path, error as NodeJS.ErrnoException)
    }
    return file
  }

  function event(id: LogEventId, fields: LogFields = NO_FIELDS): void {
    const known: LogEvent = LOG_EVENTS[id]
    const kind = (isV6 && known.v6) || known
    const written = RANK[kind.level] >= threshold
    if (!written && !followers.any) return
    const ms = now()
    if (written) queue.push(line(ms, kind.level, id, fields, kind.words))
    if (options.file !== null) tellElsewhere(ms, id, kind, fields, written)
    if (!followers.any) return
    for (const error of followers.tell(time.iso(ms), kind.level, id, fields, kind.words(fields))) {
      event('server/failed', { error: String(error) })
    }
  }

  /** The gravest events go to the journal, those about the log itself to standard error as well. */
  function tellElsewhere(
    ms: number,
    id: LogEventId,
    { level, words }: Pick<LogEvent, 'level' | 'words'>,
    fields: LogFields,
    written: boolean,
  ): void {
    const { journal } = options
    const tell = ALSO_ON_STDERR.has(id)
      ? () => tryTo(() => print(textOf(notice(ms, level, id, fields, words))))
      : undefined
    if (journal !== undefined && written && JOURNALLED.has(id)) {
      const entry = { kind: 'event', id, level, message: words(fields) } as const
      if (id === LAST_EVENT) journal.sendNow(entry)
      else journal.send(entry, tell)
    } else tell?.()
  }

  function reopen(): void {
    queue.reopen()
    event('log/reopened')
    queue.flush()
  }

  process.on('exit', queue.flush)
  process.on('uncaughtExceptionMonitor', queue.flush)

  return {
    event,
    enabled: (asked) => RANK[asked] >= threshold || followers.any,
    get level() {
      return level
    },
    setLevel(wanted) {
      level = wanted
      threshold = RANK[wanted]
    },
    setRotation(wanted) {
      rotation = wanted
    },
    reopen,
    putAside(as) {
      if (options.file === null) return null
      queue.flush()
      const to = putAside(options.file, { as, backupCount: rotation.backupCount, now: new Date(now()) })
      if (to !== null) reopen()
      return to
    },
    flush: queue.flush,
    close() {
      process.off('exit', queue.flush)
      process.off('uncaughtExceptionMonitor', queue.flush)
      queue.close()
    },
    stats: () => ({
      file: options.file,
      writeErrors: queue.errors,
      lastError: queue.lastError,
      bytes: target.bytes,
      failing: queue.failing,
      lost: queue.lost,
    }),
    subscribe: (listener) => followers.add(listener),
  }
}

const diskFull = (error: unknown) =>
  ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '')

function tryTo(act: () => void): void {
  try {
    act()
  } catch {
    // standard error may be closed; there is nobody left to tell
  }
}
