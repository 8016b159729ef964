import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CHECKS } from '../../src/doctor/catalogue.ts'
import { CHECK_IDS } from '../../src/doctor/check-ids.ts'
import { en } from '../../src/messages/en/index.ts'

const ids = CHECKS.map(({ id }) => id)

test('no check is listed twice', () => {
  assert.deepEqual([...new Set(ids)], ids)
})

test('every check has texts, with the healthy state that it claims, and no texts are left over', () => {
  assert.deepEqual(Object.keys(en.checks).sort(), [...ids].sort())
  for (const [id, texts] of Object.entries(en.checks)) assert.ok('claim' in texts && texts.claim, id)
})

test('what a check says it clears is a check', () => {
  for (const { id, clears } of CHECKS) {
    for (const cleared of clears ?? []) assert.ok(CHECK_IDS.includes(cleared), `${id} clears ${cleared}`)
  }
})

test('a problem of the guide is one of its eleven', () => {
  for (const { id, guide } of CHECKS) {
    assert.ok(guide.problem === null || (guide.problem >= 1 && guide.problem <= 11), id)
  }
})
