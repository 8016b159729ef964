import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rootCauses } from '../../src/doctor/causes.ts'
import { type Check, defineCheck, type Finding } from '../../src/doctor/check.ts'
import type { CheckId } from '../../src/doctor/check-ids.ts'
import { runChecks } from '../../src/doctor/run-checks.ts'
import type { Facts } from '../../src/facts/facts.ts'
import { unseen } from '../../src/host/observed.ts'

const from = { source: 'test', ms: 0, at: '2026-01-01T00:00:00.000Z' }
const denied = unseen('denied', 'no', from, 'root')
const facts = { self: denied, unit: unseen('unsupported', 'no systemd', from), config: denied } as Facts

const wrong = (severity: Finding['severity']): Finding => ({
  severity,
  message: { key: 'doctor.healthy' },
  evidence: [],
})

function check(id: CheckId, judge: Check['judge'], clears: readonly CheckId[] = []): Check {
  return { id, guide: { problem: null, cause: '' }, needs: [], clears, judge }
}

test('a fact that may not be looked at makes unknown, and one that is not to be had here makes skipped', () => {
  const judged = runChecks(
    [
      defineCheck({
        id: 'config/syntax',
        guide: { problem: 1, cause: '' },
        needs: ['config'],
        judge: () => [],
      }),
      defineCheck({
        id: 'service/failed',
        guide: { problem: 1, cause: '' },
        needs: ['unit'],
        judge: () => [],
      }),
    ],
    facts,
  )
  assert.deepEqual(
    judged.map(({ outcome }) => outcome),
    ['unknown', 'skipped'],
  )
  assert.deepEqual(judged[0]?.note?.key, 'doctor.unseenNeeds')
})

test('a check that throws is one unknown, and the rest goes on', () => {
  const judged = runChecks(
    [
      check('config/syntax', () => {
        throw new Error('broken check')
      }),
      check('config/missing', () => []),
    ],
    facts,
  )
  assert.deepEqual(
    judged.map(({ outcome }) => outcome),
    ['unknown', 'pass'],
  )
  assert.equal(judged[0]?.note?.values?.detail, 'Error: broken check')
})

test('a cause stands before its consequences, also through others, and a warning explains no failure', () => {
  const judged = runChecks(
    [
      check('host/load-high', () => [wrong('warning')], ['network/canary-refused']),
      check('network/canary-refused', () => [wrong('error')]),
      check('service/not-running', () => [wrong('error')], ['network/canary-refused']),
      check('config/syntax', () => [wrong('error')], ['service/not-running']),
      check('chat/full', () => [wrong('hint')]),
    ],
    facts,
  )
  assert.deepEqual(
    rootCauses(judged).map(({ check }) => check.id),
    ['config/syntax', 'host/load-high'],
  )
  const refused = judged.find(({ check }) => check.id === 'network/canary-refused')
  assert.deepEqual(refused?.explainedBy, ['service/not-running', 'config/syntax'])
  assert.equal(judged.at(-1)?.outcome, 'pass')
})
