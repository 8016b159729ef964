import assert from 'node:assert/strict'
import { matches, type Query } from '../../src/logbook/query/query.ts'
import { Screen } from '../../src/logbook/query/screen.ts'
import { type Cut, cutRecords } from '../../src/logbook/records/cut-records.ts'
import { readEntry } from '../../src/logbook/records/read-entry.ts'
import { Walker } from '../../src/logbook/scan/walker.ts'
import { StatsCollector } from '../../src/logbook/stats/collector.ts'
import { StatsSum } from '../../src/logbook/stats/report.ts'

/** Places of what matches, found by cutting the whole, reading every record in full and judging it. */
export function slowly(bytes: Buffer, query: Query, longest?: number): [number, number][] {
  return [...cutRecords(bytes, true, longest)]
    .filter((cut) => matches(readEntry(bytes, cut, '', 0), query))
    .map(({ start, end }) => [start, end])
}

/** The same by the walker, which sees only chunks of the log. */
export function inChunks(bytes: Buffer, query: Query, longest: number, chunk: number): [number, number][] {
  const screen = new Screen(query)
  const found: [number, number][] = []
  const walker = new Walker({
    sink: {
      take(part: Buffer, cut: Cut, base: number) {
        if (screen.passes(part, cut)) found.push([base + cut.start, base + cut.end])
      },
    },
    longest,
  })
  const size = walker.keeps + chunk
  for (let from = 0, filled = 0; ; ) {
    const to = Math.min(bytes.length, from + size)
    assert.ok(to > filled || to === bytes.length, 'the walker keeps no more than it says')
    filled = to
    from += walker.write(Buffer.from(bytes.subarray(from, to)), from, to === bytes.length)
    if (to === bytes.length) return found
  }
}

/** The statistics of what matches, from entries read in full. */
export function statisticsSlowly(bytes: Buffer, query: Query) {
  const collector = new StatsCollector()
  const sum = new StatsSum()
  for (const cut of cutRecords(bytes, true)) {
    const entry = readEntry(bytes, cut, '', 0)
    if (matches(entry, query)) collector.entry(entry)
  }
  sum.add(collector.part())
  return sum.report(1000, 24)
}
