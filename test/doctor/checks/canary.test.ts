import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Hop } from '../../../src/client/hop.ts'
import type { CheckId } from '../../../src/doctor/check-ids.ts'
import { render } from '../../../src/messages/index.ts'
import { hop } from '../healthy-network.ts'
import { judge, severities } from './judge.ts'

const judged = (id: CheckId, ...hops: Partial<Hop>[]) => judge(id, { canary: { hops: hops.map(hop) } })

test('each way to fail has its check, its words and its gravity', () => {
  for (const [outcome, id, severity] of [
    ['refused', 'network/canary-refused', 'error'],
    ['unreachable', 'network/canary-refused', 'error'],
    ['timeout', 'network/canary-timeout', 'error'],
    ['banned', 'network/canary-not-admitted', 'warning'],
    ['full', 'network/canary-not-admitted', 'warning'],
    ['rate', 'network/canary-not-admitted', 'hint'],
    ['per-address', 'network/canary-not-admitted', 'hint'],
    ['muted', 'network/canary-not-heard', 'hint'],
    ['no-echo', 'network/canary-not-heard', 'error'],
    ['not-chat', 'network/canary-not-heard', 'error'],
    ['closed', 'network/canary-not-heard', 'error'],
    ['reset', 'network/canary-not-heard', 'error'],
    ['tls-failed', 'network/canary-not-heard', 'error'],
    ['slow', 'network/canary-slow', 'warning'],
  ] as const) {
    assert.deepEqual(
      severities(judged(id, {}, { outcome, step: outcome === 'slow' ? null : 'welcome' })),
      [severity],
      outcome,
    )
  }
})

test('the evidence tells how far the canary came at each address, and how to try it again', () => {
  const { findings } = judged(
    'network/canary-timeout',
    {
      outcome: 'timeout',
      step: 'connect',
      connectMs: null,
      welcomeMs: null,
      echoMs: null,
      detail: 'ETIMEDOUT',
    },
    { host: '2001:db8::10', tls: true, outcome: 'timeout', step: 'welcome', welcomeMs: null, echoMs: null },
  )
  const shown = findings[0]?.evidence.map(({ text, command }) => [render(text), command])
  assert.deepEqual(shown, [
    ['127.0.0.1:3000: timeout, ETIMEDOUT', 'chatctl ping 127.0.0.1 3000'],
    [
      '[2001:db8::10]:3000: connected in 0.4 ms, then: timeout',
      'chatctl ping 2001:db8::10 3000 --tls --insecure',
    ],
  ])
})

test('without a port there is nothing to try', () => {
  assert.equal(judged('network/canary-refused').outcome, 'skipped')
})
