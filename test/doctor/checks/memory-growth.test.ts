import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Sample } from '../../../src/control/methods.ts'
import { trendOf } from '../../../src/doctor/trend.ts'
import { judge, severities } from './judge.ts'

const MIB = 1024 * 1024
const START = Date.parse('2026-11-25T00:00:00Z')

/** Half a day of samples, every five minutes. */
const samples = (rss: (hour: number) => number, connections: (hour: number) => number = () => 10): Sample[] =>
  Array.from({ length: 145 }, (_, index) => ({
    at: new Date(START + index * 300_000).toISOString(),
    rssBytes: rss(index / 12) * MIB,
    connections: connections(index / 12),
    queuedBytes: 0,
    delayMs: 1,
  }))

const found = (given: readonly Sample[]) =>
  severities(judge('service/memory-growth', { live: { samples: given } }))

test('memory that grows all the time is found', () => {
  assert.deepEqual(found(samples((hour) => 80 + 20 * hour)), ['warning'])
  assert.deepEqual(found(samples((hour) => 80 + 20 * hour + (hour % 1 > 0.9 ? -60 : 0))), ['warning'])
})

test('a start, a peak, a saw and a crowd are no leak', () => {
  assert.deepEqual(found(samples((hour) => 120 - 60 / (1 + hour * 10))), [])
  assert.deepEqual(found(samples((hour) => (hour > 5 && hour < 7 ? 900 : 100))), [])
  assert.deepEqual(found(samples((hour) => 100 + 80 * (hour % 1))), [])
  assert.deepEqual(
    found(
      samples(
        (hour) => 80 + 20 * hour,
        (hour) => 10 + 50 * hour,
      ),
    ),
    [],
  )
})

test('a short life and an old server are skipped with the reason', () => {
  assert.equal(
    judge('service/memory-growth', { live: { samples: samples((hour) => 80 + 99 * hour).slice(0, 9) } })
      .outcome,
    'skipped',
  )
  assert.equal(judge('service/memory-growth', { live: { samples: null } }).outcome, 'skipped')
})

test('the line is the one that most points lie on', () => {
  const line = Array.from({ length: 50 }, (_, index) => ({
    at: index * 3_600_000,
    value: index === 20 ? 9999 : 3 * index + 7,
  }))
  const trend = trendOf(line)
  assert.ok(trend && Math.abs(trend.perHour - 3) < 1e-9 && Math.abs(trend.first - 7) < 1e-9)
  assert.equal(trendOf(line.slice(0, 2)), null)
})

test('a run before the last one does not count, and a server that is down is judged by its last run', () => {
  const day = samples((hour) => 80 + 20 * hour)
  const startedAt = day[100]?.at ?? ''
  const two = [
    ...samples((hour) => 600 - hour).slice(0, 100),
    ...day.slice(100).map((sample) => ({ ...sample, startedAt })),
  ]
  const down = (given: readonly Sample[]) =>
    severities(judge('service/memory-growth', { live: { state: 'down', status: null, samples: given } }))
  assert.deepEqual(down(two), [])
  const leak = samples((hour) => 80 + 40 * hour).map((sample) => ({ ...sample, startedAt: day[0]?.at ?? '' }))
  assert.deepEqual(down(leak), ['warning'])
  const longAgo = leak.map((sample) => ({ ...sample, at: sample.at.replace('2026-11', '2026-10') }))
  assert.deepEqual(down(longAgo), [])
})
