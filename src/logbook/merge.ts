import type { LogRecord } from './log-record.ts'

/**
 * Records of several logs in the order of their times; those of one log keep their order, and at the same time the first
 * log comes first.
 */
export async function* mergeByTime(logs: readonly AsyncIterable<LogRecord>[]): AsyncGenerator<LogRecord> {
  const readers = logs.map((log) => log[Symbol.asyncIterator]())
  try {
    const heads = await Promise.all(readers.map((reader) => reader.next()))
    for (;;) {
      let first = -1
      for (const [index, head] of heads.entries()) {
        if (head.done) continue
        const leader = heads[first]
        if (leader === undefined || head.value.time < (leader.value as LogRecord).time) first = index
      }
      const reader = readers[first]
      if (reader === undefined) return
      yield heads[first]?.value as LogRecord
      heads[first] = await reader.next()
    }
  } finally {
    await Promise.all(readers.map((reader) => reader.return?.()))
  }
}

/** The newest `most` of some that are in order. */
export function newestOf(logs: readonly (readonly LogRecord[])[], most: number): LogRecord[] {
  if (logs.length === 1) return [...(logs[0] ?? [])]
  // A stable sort: records of one log at the same time stay in order.
  return logs
    .flat()
    .sort((a, b) => a.time - b.time)
    .slice(-most)
}
