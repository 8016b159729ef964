import { LOG_LEVELS } from '../../logging/level.ts'
import { readEntry, recordEvent } from '../records/read-entry.ts'
import { readBack } from '../scan/read-back.ts'
import { SummaryCollector } from './collect.ts'
import type { LogSummary } from './summary.ts'

export interface SummariseOptions {
  /** Milliseconds since 1970. */
  readonly now: number
  /** Older records do not count; a day before now if not given. */
  readonly since?: number
  readonly signal?: AbortSignal
  /** Most to read, newest first; 256 MiB if not given. */
  readonly maxBytes?: number
  /** Most time to take; 3 s if not given. */
  readonly maxMs?: number
}

const DAY_MS = 86_400_000

/**
 * Sums up the end of a log, as {@link readBack} reads it. A file that cannot be read is named in the result.
 *
 * @param files paths of a log and its older parts in any order, compressed or not
 * @throws the reason of `signal`
 */
export async function summarise(files: readonly string[], options: SummariseOptions): Promise<LogSummary> {
  const { now, since = now - DAY_MS, ...limits } = options
  const collector = new SummaryCollector(now)
  const { bytesNotRead, unreadable } = await readBack(
    files,
    { since, ...limits },
    (bytes, cut, file, base) => {
      const level = LOG_LEVELS[cut.level] ?? 'INFO'
      const size = cut.end + 1 - cut.start
      collector.add(cut.time, level, recordEvent(bytes, cut), size, () => readEntry(bytes, cut, file, base))
    },
  )
  const from = Number.isNaN(collector.oldest) ? null : new Date(collector.oldest).toISOString()
  return { ...collector.result(), cut: bytesNotRead === 0 ? null : { from, bytesNotRead }, unreadable }
}
