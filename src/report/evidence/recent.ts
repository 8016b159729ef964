import { provenance } from '../../host/live-host.ts'
import { type Observed, unseen } from '../../host/observed.ts'
import { printable } from '../../logbook/printable.ts'
import type { Entry } from '../../logbook/records/entry.ts'
import { readEntry, recordEvent } from '../../logbook/records/read-entry.ts'
import { readBack } from '../../logbook/scan/read-back.ts'
import { existingLogSet } from '../../logbook/sources/log-set.ts'
import { LOG_LEVELS, type LogLevel } from '../../logging/level.ts'
import type { Recent, RecentEntry } from './evidence.ts'

const NEWEST = 50
const INTERVALS = 24
const MOST_EVENTS = 200
const MOST_MS = 1200

/** What tells the story of a day: starts and stops, edits, and what went wrong with the server itself. */
const STORY = /^(?:server|config|data|log|sanctions|memory|admin\/(?:reload|shutdown|locked|loglevel))/
/** What clients do wrong is no part of it. */
const OF_CLIENTS = /^(?:protocol|door|chat)\//

/** The time that a report is about. */
export interface Span {
  /** Milliseconds since 1970. */
  readonly since: number
  readonly until: number
  /** What people said to each other too. */
  readonly withMessages: boolean
}

/** The newest entries of the log, a histogram and a timeline (guide, diagnostic script: 最近日志). */
export async function recentLog(path: string, span: Span, signal: AbortSignal): Promise<Observed<Recent>> {
  const start = performance.now()
  const gathered = new Gathered(span)
  const files = await existingLogSet(path).catch(() => [])
  const limits = { since: span.since, signal, maxMs: MOST_MS }
  const { unreadable } = await readBack(files, limits, (bytes, cut, file, base) => {
    const level = LOG_LEVELS[cut.level] ?? 'INFO'
    gathered.add(cut.time, level, recordEvent(bytes, cut), () => readEntry(bytes, cut, file, base))
  }).catch((error: unknown) => {
    if (signal.aborted) return { unreadable: [] }
    throw error
  })
  const from = provenance(path, start)
  if (files.length > unreadable.length) return { seen: true, value: gathered.result(), from }
  const code = unreadable[0]?.code
  return code === 'EACCES' || code === 'EPERM'
    ? unseen('denied', `${path}: ${code}`, from, 'root')
    : unseen('missing', `${path}: ${code ?? 'ENOENT'}`, from)
}

/** Gathers what a report shows of a log; entries may come in any order of blocks. */
class Gathered {
  readonly #counts: Map<LogLevel, number>[] = Array.from({ length: INTERVALS }, () => new Map())
  readonly #since: number
  readonly #step: number
  readonly #withMessages: boolean
  #newest: Entry[] = []
  #newestTimes: number[] = []
  #story: { readonly time: number; readonly entry: Entry }[] = []

  constructor({ since, until, withMessages }: Span) {
    this.#since = since
    this.#step = (until - since) / INTERVALS
    this.#withMessages = withMessages
  }

  add(time: number, level: LogLevel, event: string | null, read: () => Entry): void {
    const slot = this.#counts[Math.min(INTERVALS - 1, Math.floor((time - this.#since) / this.#step))]
    slot?.set(level, (slot.get(level) ?? 0) + 1)
    this.#keepNewest(time, read)
    const isGrave = (level === 'ERROR' || level === 'CRITICAL') && !OF_CLIENTS.test(event ?? '')
    if (!isGrave && !STORY.test(event ?? '')) return
    this.#story.push({ time, entry: read() })
    if (this.#story.length > 4 * MOST_EVENTS) this.#trimStory()
  }

  result(): Recent {
    this.#trimStory()
    const newest = [...this.#newest].sort((a, b) => a.time - b.time || (a.offset ?? 0) - (b.offset ?? 0))
    return {
      entries: newest.map((entry) => this.#shown(entry)),
      intervals: this.#counts.map((levels, index) => ({
        from: new Date(this.#since + index * this.#step).toISOString(),
        levels: Object.fromEntries(levels),
      })),
      timeline: this.#story.map(({ entry }) => this.#shown(entry)),
    }
  }

  #keepNewest(time: number, read: () => Entry): void {
    if (this.#newest.length >= NEWEST) {
      const oldest = this.#newestTimes.indexOf(Math.min(...this.#newestTimes))
      if (time < (this.#newestTimes[oldest] ?? 0)) return
      this.#newest.splice(oldest, 1)
      this.#newestTimes.splice(oldest, 1)
    }
    this.#newest.push(read())
    this.#newestTimes.push(time)
  }

  #trimStory(): void {
    this.#story = this.#story.sort((a, b) => a.time - b.time).slice(-MOST_EVENTS)
  }

  #shown({ time, level, event, ip, user, message, fields }: Entry): RecentEntry {
    const text = this.#withMessages ? message : withoutTalk(event, message, fields)
    return {
      time: new Date(time).toISOString(),
      level,
      event,
      ip: ip === null ? null : printable(ip),
      user: user === null ? null : printable(user),
      message: printable(text.split('\n', 1)[0] ?? ''),
    }
  }
}

/** A message without what people said and how their files are called. */
function withoutTalk(event: string | null, message: string, fields: Entry['fields']): string {
  const said = message.indexOf('>> ')
  const text = event?.startsWith('chat/') && said >= 0 ? `${message.slice(0, said)}>> […]` : message
  return typeof fields.file === 'string' && fields.file !== '' ? text.replaceAll(fields.file, '[…]') : text
}
