import type { FactsRecord } from '../../../src/report/bundle/record.ts'
import type { Evidence } from '../../../src/report/evidence/evidence.ts'
import { facts } from '../../doctor/facts.ts'

const from = { source: 'fixture', ms: 1, at: '2026-11-25T12:00:00.000Z' }
const seen = <T>(value: T) => ({ seen: true as const, value, from })
const entry = {
  time: '2026-11-25T11:59:00.000Z',
  level: 'INFO',
  event: 'chat/joined',
  ip: '198.51.100.9',
  user: 'Ann',
  message: '[连接] 198.51.100.9 已加入',
} as const

const evidence: Evidence = {
  recent: seen({
    entries: [entry, { ...entry, level: 'ERROR', event: null, user: null, message: 'Traceback: x' }],
    intervals: [{ from: '2026-11-25T11:00:00.000Z', levels: { INFO: 3, ERROR: 1 } }],
    timeline: [{ ...entry, event: 'server/started', ip: null, user: null, message: 'started' }],
  }),
  configText: seen({
    path: '/opt/chatserver/config.json',
    text: '{\n  "server": { "port": 3000 }\n}',
    cut: false,
  }),
  unitText: seen({ text: '[Service]\nExecStart=/usr/bin/chatctl serve\n' }),
  crash: seen({
    time: '2026-11-24T00:00:00.000Z',
    version: '1.0.0',
    node: 'v24.0.0',
    error: 'boom',
    stack: 'Error: boom\n    at x (y.js:1:2)',
    uptimeSeconds: 5,
    rssBytes: 1_000_000,
  }),
}

/** What a bundle of a healthy server records, in full. */
export const HEALTHY: FactsRecord = JSON.parse(
  JSON.stringify({
    schema: 'chatctl.facts/1',
    createdAt: from.at,
    version: '1.0.0',
    facts: facts(),
    evidence,
  }),
)
