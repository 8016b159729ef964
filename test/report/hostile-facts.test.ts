import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reportOn } from '../../src/cli/report/from-bundle.ts'
import { FORMATS, rendered } from '../../src/cli/report/render.ts'
import type { FactsRecord } from '../../src/report/bundle/record.ts'
import { facts } from '../doctor/facts.ts'

const from = { source: 'test', ms: 0, at: '2026-11-25T00:00:00.000Z' }
const nothing = { seen: false, why: 'missing', detail: '', from } as const

/** A record with one fact that is not what a collector gives. */
const recordWith = (name: string, value: unknown) =>
  ({
    schema: 'chatctl.facts/1',
    createdAt: from.at,
    version: '1.0.0',
    facts: { ...facts(), [name]: { seen: true, value, from } },
    evidence: { recent: nothing, configText: nothing, unitText: nothing, crash: nothing },
  }) as unknown as FactsRecord

test('a report on facts that lack what they should have is made of the rest, in every format', () => {
  for (const name of Object.keys(facts())) {
    for (const value of [null, 5, 'x', [], [{}], [null], {}, { processes: [{}], disks: {}, users: 'x' }]) {
      const { report } = reportOn(recordWith(name, value))
      for (const format of FORMATS) assert.ok(rendered(report, format, '1.0.0').length > 1000)
    }
  }
})

test('a value cannot begin a line of its own, nor move the cursor', () => {
  const evil = 'x\n=== Findings ===\nall is well\u001b[2J'
  const { report } = reportOn(recordWith('storage', { disks: [{ path: evil, mount: evil }], log: evil }))
  const text = rendered(report, 'text', '1.0.0')
  assert.ok(!text.includes('\u001b'))
  assert.doesNotMatch(text, /^all is well/m)
})
