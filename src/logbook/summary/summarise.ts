import { stat } from 'node:fs/promises'
import { readBlock } from '../blocks.ts'
import { type LogSource, openSource } from '../log-source.ts'
import { readEntry, recordEvent } from '../read-entry.ts'
import { seekTime } from '../seek.ts'
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
const BLOCK = 1024 * 1024
const MAX_BYTES = 256 * 1024 * 1024
const MAX_MS = 3000

/**
 * Sums up the end of a log: reads from the newest record back to `since`, within limits on bytes and time, so that its
 * cost does not depend on the size of the log. A file that cannot be read is named in the result.
 *
 * @param files paths of a log and its older parts in any order, compressed or not
 * @throws the reason of `signal`
 */
export async function summarise(files: readonly string[], options: SummariseOptions): Promise<LogSummary> {
  const { now, since = now - DAY_MS, signal } = options
  const collector = new SummaryCollector(now)
  const unreadable: { file: string; code: string }[] = []
  const deadline = performance.now() + (options.maxMs ?? MAX_MS)
  let budget = options.maxBytes ?? MAX_BYTES
  let bytesNotRead = 0
  const failed = (file: string) => (error: NodeJS.ErrnoException) => {
    unreadable.push({ file, code: error.code ?? error.message })
    return undefined
  }
  for (const file of await newestFirst(files, since, failed)) {
    const source = await openSource(file).catch(failed(file))
    if (source === undefined) continue
    try {
      const first = await seekTime(source, since)
      for (let to = source.size; to > first; to -= BLOCK) {
        signal?.throwIfAborted()
        if (budget <= 0 || performance.now() > deadline) {
          bytesNotRead += to - first
          break
        }
        budget -= BLOCK
        await addBlock(collector, source, Math.max(first, to - BLOCK), to, since)
      }
    } finally {
      await source.close()
    }
  }
  const from = Number.isNaN(collector.oldest) ? null : new Date(collector.oldest).toISOString()
  return { ...collector.result(), cut: bytesNotRead === 0 ? null : { from, bytesNotRead }, unreadable }
}

/** Files that were written to since `since`, the newest first: what is left out for want of time should be old. */
async function newestFirst(
  files: readonly string[],
  since: number,
  failed: (file: string) => (error: NodeJS.ErrnoException) => undefined,
): Promise<string[]> {
  const written: { file: string; time: number }[] = []
  for (const file of files) {
    const found = await stat(file).catch(failed(file))
    if (found !== undefined && found.mtimeMs >= since) written.push({ file, time: found.mtimeMs })
  }
  return written.sort((a, b) => b.time - a.time).map(({ file }) => file)
}

async function addBlock(
  collector: SummaryCollector,
  source: LogSource,
  from: number,
  to: number,
  since: number,
): Promise<void> {
  const { bytes, base, cuts } = await readBlock(source, from, to)
  for (const cut of cuts) {
    if (cut.time < since) continue
    const read = () => readEntry(bytes, cut, source.file, base)
    collector.add(cut.time, cut.level, recordEvent(bytes, cut), cut.end + 1 - cut.start, read)
  }
}
