import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Query } from '../../src/logbook/query/query.ts'
import { runJob } from '../../src/logbook/scan/job.ts'
import { backwards, forwards } from '../../src/logbook/scan/segments.ts'
import { closeLog, openLog } from '../../src/logbook/sources/open-log.ts'
import { StatsSum } from '../../src/logbook/stats/report.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { line } from './made-log.ts'
import { randomLog, randomQuery } from './random-log.ts'
import { inChunks, slowly, statisticsSlowly } from './slowly.ts'

/** What fails is told at once: to make such logs smaller takes longer than anybody waits. */
const atOnce = { endOnFailure: true }

const withoutTimes = ({ since: _s, until: _u, level: _l, ...query }: Query): Query => query

test('the walker and the screen find what cutting, reading and judging every record finds', () => {
  fc.assert(
    fc.property(
      fc.array(randomLog, { minLength: 1, maxLength: 8 }),
      randomQuery,
      fc.constantFrom(200, 1000, 128 * 1024),
      fc.constantFrom(1, 97, 5000),
      (logs, asked, longest, chunk) => {
        const bytes = Buffer.concat(logs)
        const query = withoutTimes(asked)
        assert.deepEqual(inChunks(bytes, query, longest, chunk), slowly(bytes, query, longest))
      },
    ),
    { numRuns: 300, ...atOnce },
  )
})

test('segments from either end find the same, each walked on its own', (t) => {
  const file = join(temporaryFolder(t), 'server.log')
  fc.assert(
    fc.property(
      fc.array(randomLog, { minLength: 1, maxLength: 20 }),
      randomQuery,
      fc.constantFrom(1, 3000, 20_000),
      (logs, query, step) => {
        const bytes = Buffer.concat(logs)
        writeFileSync(file, bytes)
        const log = openLog(file)
        try {
          const whole = { from: 0, end: log.size }
          const places = (segments: Iterable<{ from: number; end: number }>) =>
            [...segments]
              .sort((a, b) => a.from - b.from)
              .flatMap((segment) => {
                const flat = runJob({ fd: log.fd, size: log.size, segment, query, want: 'places' }).places
                return [...flat]
                  .map((place, index) => [place, flat[index + 1]])
                  .filter((_, index) => index % 2 === 0)
              })
          const expected = slowly(bytes, query)
          assert.deepEqual(places(forwards(log.fd, whole, step)), expected)
          assert.deepEqual(places(backwards(log.fd, whole, step)), expected)
        } finally {
          closeLog(log)
        }
      },
    ),
    { numRuns: 60, ...atOnce },
  )
})

test('statistics from bytes, part by part, are those of entries that were read in full', (t) => {
  const file = join(temporaryFolder(t), 'server.log')
  fc.assert(
    fc.property(
      fc.array(randomLog, { minLength: 1, maxLength: 20 }),
      fc.oneof(fc.constant<Query>({}), randomQuery),
      fc.constantFrom(3000, 100_000),
      (logs, query, step) => {
        const bytes = Buffer.concat(logs)
        writeFileSync(file, bytes)
        const log = openLog(file)
        try {
          const sum = new StatsSum()
          for (const segment of forwards(log.fd, { from: 0, end: log.size }, step)) {
            const { stats } = runJob({ fd: log.fd, size: log.size, segment, query, want: 'stats' })
            assert.ok(stats)
            sum.add(stats)
          }
          assert.deepEqual(sum.report(1000, 24), statisticsSlowly(bytes, query))
        } finally {
          closeLog(log)
        }
      },
    ),
    { numRuns: 60, ...atOnce },
  )
})

test('a forgery in many steps reaches no further than one in a single step, wherever a walk begins', (t) => {
  const noon = new Date(2026, 10, 23, 12).getTime()
  const text = (ms: number) =>
    line('text', ms, 'chat/text', { user: 'Ann', target: '所有人', text: 'x'.repeat(900) })
  // Each line claims to be two minutes older than the one before it, so none of them is where the log comes back to.
  const steps = Array.from({ length: 40 }, (_, step) => text(noon + 86_400_000 - step * 120_000))
  const bytes = Buffer.from([text(noon), ...steps].join(''))
  const expected = slowly(bytes, {})
  assert.ok((expected[1]?.[0] ?? bytes.length) < 18 * 1024, `the second record begins at ${expected[1]?.[0]}`)
  const file = join(temporaryFolder(t), 'server.log')
  writeFileSync(file, bytes)
  const log = openLog(file)
  t.after(() => closeLog(log))
  const found = [...forwards(log.fd, { from: 0, end: log.size }, 20_000)].flatMap((segment) => {
    const { places } = runJob({ fd: log.fd, size: log.size, segment, query: {}, want: 'places' })
    return [...places].filter((_, index) => index % 2 === 0)
  })
  assert.deepEqual(
    found,
    expected.map(([start]) => start),
  )
})
