import assert from 'node:assert/strict'
import { test } from 'node:test'
import { verdictOf } from '../../../src/doctor/verdict.ts'
import { connectionsSection, portsSection } from '../../../src/report/sections/network.ts'
import { type Changes, facts } from '../../doctor/facts.ts'

const from = { source: 'fixture', ms: 1, at: '2026-11-25T12:00:00.000Z' }
const CLOSED = { seen: false, why: 'denied', detail: 'config.json: EACCES', wouldNeed: 'root', from } as const
const evidence = { recent: CLOSED, configText: CLOSED, unitText: CLOSED, crash: CLOSED }

const textsOf = (changes: Changes) =>
  [portsSection, connectionsSection].map((make) =>
    JSON.stringify(
      make({
        facts: facts(changes),
        evidence,
        results: [],
        verdict: verdictOf([]),
        createdAt: from.at,
      }).blocks,
    ),
  )

test('whoever may not read config.json is told that the ports are a guess', () => {
  for (const text of textsOf({ config: CLOSED }))
    assert.match(text, /default ports; the server may use others/)
  for (const text of textsOf({})) assert.doesNotMatch(text, /default ports/)
})
