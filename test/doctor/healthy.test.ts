import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CHECKS } from '../../src/doctor/catalogue.ts'
import { runChecks } from '../../src/doctor/run-checks.ts'
import { facts, judge, notSeen } from './facts.ts'

test('a healthy machine passes every check', () => {
  const troubled = runChecks(CHECKS, facts()).filter(
    ({ outcome }) => outcome === 'warn' || outcome === 'fail',
  )
  assert.deepEqual(
    troubled.map(({ check, findings }) => [check.id, findings]),
    [],
  )
})

test('facts of the fixture can be changed, and taken away', () => {
  assert.equal(judge(CHECKS, 'config/missing', facts({ config: { found: false } })).outcome, 'fail')
  assert.equal(
    judge(CHECKS, 'config/missing', facts({ config: notSeen('denied', 'root') })).outcome,
    'unknown',
  )
})
