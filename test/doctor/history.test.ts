import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changesBetween, earlierRuns, type PastRun, parseHistory } from '../../src/doctor/history.ts'

const run = (at: string, found: PastRun['found'], marks: Partial<PastRun['marks']> = {}): PastRun => ({
  at,
  outcome: Object.keys(found).length > 0 ? 'fail' : 'pass',
  found,
  marks: {
    configModified: null,
    serverStarted: null,
    packagesChanged: null,
    version: '1.0.0',
    logErrors: [],
    ...marks,
  },
})

const healthy = run('2026-01-01T00:00:00.000Z', {}, { configModified: '2025-12-01T00:00:00.000Z' })
const broken = run('2026-01-02T00:00:00.000Z', { 'config/syntax': 'fail' })
const now = run(
  '2026-01-03T00:00:00.000Z',
  { 'chat/full': 'warn' },
  { configModified: '2026-01-02T12:00:00.000Z', version: '1.1.0', logErrors: ['file/failed'] },
)

test('new and gone findings stand beside what happened in between', () => {
  assert.deepEqual(changesBetween(healthy, now), {
    since: healthy.at,
    appeared: ['chat/full'],
    cleared: [],
    happened: [
      { what: 'config', at: '2026-01-02T12:00:00.000Z', detail: '' },
      { what: 'version', at: null, detail: '1.0.0 → 1.1.0' },
      { what: 'log-error', at: null, detail: 'file/failed' },
    ],
  })
  assert.deepEqual(changesBetween(broken, now).cleared, ['config/syntax'])
})

test('last is the newest run and the newest healthy one, a time the last run before it', () => {
  assert.deepEqual(earlierRuns([healthy, broken], 'last'), [broken, healthy])
  assert.deepEqual(earlierRuns([broken, healthy], 'last'), [healthy])
  assert.deepEqual(earlierRuns([healthy, broken], Date.parse('2026-01-01T12:00:00Z')), [healthy])
  assert.deepEqual(earlierRuns([], 'last'), [])
})

test('a cut or foreign line of the history does not hide the others', () => {
  const lines = [JSON.stringify(healthy), '{"at":1}', 'null', JSON.stringify(broken), '{"at":"2026']
  assert.deepEqual(parseHistory(lines.join('\n')), [healthy, broken])
})
