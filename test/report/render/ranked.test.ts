import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CheckId } from '../../../src/doctor/check-ids.ts'
import type { Verdict } from '../../../src/doctor/verdict.ts'
import { rankedResults } from '../../../src/report/render/ranked.ts'

const result = (check: CheckId, outcome: 'fail' | 'unknown' | 'pass', message: string) => ({
  check,
  theme: 'config' as const,
  guide: null as never,
  outcome,
  severity: null,
  message,
  evidence: [],
  explainedBy: [],
  acknowledged: null,
  fix: null,
})

test('causes come first, and what keeps several checks from judging is told once, with all their names', () => {
  const results = [
    result('config/syntax', 'unknown', 'no permission'),
    result('config/missing', 'fail', 'a consequence'),
    result('config/encoding', 'unknown', 'no permission'),
    result('config/unreadable', 'fail', 'the cause'),
    result('config/unknown-key', 'unknown', 'another reason'),
    result('config/not-a-file', 'pass', 'fine'),
  ]
  const verdict = { results, causes: ['config/unreadable'] } as unknown as Verdict
  assert.deepEqual(
    rankedResults(verdict).map(({ check, message }) => [check, message]),
    [
      ['config/unreadable', 'the cause'],
      ['config/missing', 'a consequence'],
      ['config/syntax, config/encoding', 'no permission'],
      ['config/unknown-key', 'another reason'],
    ],
  )
})
