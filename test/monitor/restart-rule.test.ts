import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decideRestart } from '../../src/monitor/restart-rule.ts'
import { type Changes, facts } from '../doctor/facts.ts'

const NOW = Date.UTC(2026, 5, 15, 14)
const BOTH = { when: ['down', 'hung'], limit: 3 } as const
const DOWN: Changes = {
  live: { state: 'down', status: null, users: null },
  unit: { activeState: 'failed', result: 'signal', mainPid: 0 },
  processes: [],
}
const decide = (
  changes: Changes,
  restarts: readonly number[] = [],
  rule: Parameters<typeof decideRestart>[1] = BOTH,
) => {
  const decision = decideRestart(facts(changes), rule, restarts, NOW)
  return decision.do === 'hold' ? decision.reason.key : decision.do
}

test('a server that is down or hangs is restarted where that was asked for, a healthy one never', () => {
  assert.equal(decide({}), 'nothing')
  assert.equal(decide(DOWN), 'restart')
  assert.equal(decide({ live: { state: 'hung' } }), 'restart')
  assert.equal(decide(DOWN, [], { when: ['hung'], limit: 3 }), 'nothing')
  assert.equal(decide({ live: { state: 'hung' } }, [], { when: ['down'], limit: 3 }), 'nothing')
})

test('what was stopped on purpose, or cannot start, or is being started, is left alone', () => {
  assert.equal(
    decide({ ...DOWN, unit: { activeState: 'inactive', result: 'success', mainPid: 0 } }),
    'monitor.held.onPurpose',
  )
  // As systemd shows the same with a unit that knows nothing of SuccessExitStatus=143.
  assert.equal(
    decide({ ...DOWN, unit: { activeState: 'failed', result: 'exit-code', exitCode: 143, mainPid: 0 } }),
    'monitor.held.onPurpose',
  )
  assert.equal(
    decide({ ...DOWN, unit: { activeState: 'failed', result: 'exit-code', exitCode: 1, mainPid: 0 } }),
    'restart',
  )
  assert.equal(decide({ ...DOWN, config: { usable: false } }), 'monitor.held.badConfig')
  assert.equal(
    decide({ ...DOWN, unit: { activeState: 'activating', subState: 'auto-restart', mainPid: 0 } }),
    'nothing',
  )
  assert.equal(decide({ ...DOWN, unit: { loadState: 'not-found', mainPid: 0 } }), 'monitor.held.noService')
})

test('no more than so many restarts within an hour, whoever counted them', () => {
  const minutesAgo = (...minutes: number[]) => minutes.map((minute) => NOW - minute * 60_000)
  assert.equal(decide(DOWN, minutesAgo(1, 20, 40)), 'monitor.held.limit')
  assert.equal(decide(DOWN, minutesAgo(1, 20, 61)), 'restart')
})

test('what cannot be seen is no reason to restart', () => {
  assert.equal(decide({ live: { state: 'denied' } }), 'nothing')
  assert.equal(decide({ live: { state: 'unreachable' } }), 'nothing')
  // systemd tells everybody.
  assert.equal(decide({ ...DOWN, live: { state: 'denied' } }), 'restart')
})
