import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CHECKS } from '../../src/doctor/catalogue.ts'
import type { CheckId } from '../../src/doctor/check-ids.ts'
import { selectChecks } from '../../src/doctor/select.ts'

const idsOf = (...words: string[]) => selectChecks(CHECKS, words).checks.map(({ id }) => id)

test('the number of a problem takes the causes of its causes with it, in the order of the catalogue', () => {
  const expected: readonly (readonly [string, ...CheckId[]])[] = [
    ['1', 'service/failed', 'service/not-running', 'storage/folder-missing', 'config/missing'],
    ['3', 'chat/console-locked', 'security/unknown-hash'],
    ['4', 'config/syntax', 'service/process-stopped', 'network/port-held-by-other', 'chat/full'],
    ['9', 'service/process-stopped', 'chat/global-mute'],
  ]
  for (const [problem, ...wanted] of expected) {
    const ids = idsOf(problem)
    assert.deepEqual(
      wanted.filter((id) => !ids.includes(id)),
      [],
      `problem ${problem}`,
    )
    const order = CHECKS.map(({ id }) => id)
    assert.deepEqual(
      ids,
      order.filter((id) => ids.includes(id)),
    )
  }
})

test('what has nothing to do with a problem stays out of it', () => {
  assert.deepEqual(
    idsOf('4').filter((id) => /^maintenance|plain-password|muted-users/.test(id)),
    [],
  )
})

test('a check and a theme name nothing but themselves, and words that name nothing are told', () => {
  assert.deepEqual(idsOf('network/not-listening'), ['network/not-listening'])
  assert.ok(idsOf('config').every((id) => id.startsWith('config/')))
  assert.deepEqual(selectChecks(CHECKS, ['config', '12', 'nonsense']).unknown, ['12', 'nonsense'])
})
