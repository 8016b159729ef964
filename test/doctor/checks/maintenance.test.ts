import assert from 'node:assert/strict'
import { test } from 'node:test'
import { configSchema } from '../../../src/config/schema.ts'
import { judge } from './judge.ts'

const self = { sudo: 'sudo ', unitName: 'chatserver' }
const upkeep = {
  backup: { path: '/b/x.tar.gz', made: '2026-06-14T00:00:00.000Z', bytes: 9, readable: true },
  backupFolders: ['/b'],
  schedules: [],
  unreadableSchedules: [],
  packagesChanged: '2026-06-10T00:00:00.000Z',
  rebootRequired: false,
}
const severities = (judged: ReturnType<typeof judge>) => judged.findings.map(({ severity }) => severity)

test('a backup is looked at by its age and whether it can be read', () => {
  assert.deepEqual(severities(judge('maintenance/backup', { upkeep })), [])
  assert.deepEqual(severities(judge('maintenance/backup', { upkeep: { ...upkeep, backup: null } })), ['hint'])
  const old = { ...upkeep.backup, made: '2026-05-01T00:00:00.000Z' }
  assert.deepEqual(severities(judge('maintenance/backup', { upkeep: { ...upkeep, backup: old } })), ['hint'])
  const damaged = { ...upkeep.backup, readable: false }
  assert.deepEqual(severities(judge('maintenance/backup', { upkeep: { ...upkeep, backup: damaged } })), [
    'warning',
  ])
})

test('updates that are due are a hint', () => {
  assert.deepEqual(severities(judge('maintenance/updates', { upkeep, self })), [])
  const old = { ...upkeep, packagesChanged: '2026-01-01T00:00:00.000Z' }
  assert.deepEqual(severities(judge('maintenance/updates', { upkeep: old, self })), ['hint'])
  assert.deepEqual(
    severities(judge('maintenance/updates', { upkeep: { ...upkeep, rebootRequired: true }, self })),
    ['hint'],
  )
  assert.equal(
    judge('maintenance/updates', { upkeep: { ...upkeep, packagesChanged: null }, self }).outcome,
    'skipped',
  )
})

test('whether anything watches the server is unknown where a crontab may not be read', () => {
  const unit = {}
  assert.deepEqual(severities(judge('maintenance/monitor', { upkeep, unit })), ['hint'])
  assert.deepEqual(
    severities(judge('maintenance/monitor', { upkeep: { ...upkeep, schedules: ['/m.sh'] }, unit })),
    [],
  )
  const closed = { ...upkeep, unreadableSchedules: ['/var/spool/cron/root'] }
  assert.equal(judge('maintenance/monitor', { upkeep: closed, unit }).outcome, 'unknown')
})

test('errors of the server are told with their words, those of clients are not', () => {
  const config = { path: '/opt/chatserver/config.json' }
  const trouble = { level: 'ERROR', count: 2, last: '2026-06-15T11:00:00.000Z', example: 'no space' }
  const log = { cut: null, troubles: [{ ...trouble, event: 'protocol/not-json' }] }
  assert.deepEqual(severities(judge('maintenance/log-errors', { log, config })), [])
  const own = { cut: null, troubles: [...log.troubles, { ...trouble, event: 'file/failed' }] }
  const [finding] = judge('maintenance/log-errors', { log: own, config }).findings
  assert.equal(finding?.severity, 'hint')
  assert.equal(finding?.evidence.length, 1)
})

test('the level DEBUG is a hint with a plan, and an old password too', () => {
  const settings = configSchema.parse({ logging: { level: 'debug' } })
  const [finding] = judge('maintenance/debug-level', { config: { settings, path: '/c.json' } }).findings
  assert.deepEqual(finding?.fix?.plan, {
    do: 'set-config',
    path: '/c.json',
    key: ['logging', 'level'],
    value: 'INFO',
  })
  const config = {
    password: { enabled: true, form: 'bcrypt' },
    modified: '2025-01-01T00:00:00.000Z',
    path: '/c.json',
  }
  assert.deepEqual(severities(judge('maintenance/password-age', { config, upkeep })), ['hint'])
  const none = { ...config, password: { enabled: true, form: 'none' } }
  assert.equal(judge('maintenance/password-age', { config: none, upkeep }).outcome, 'skipped')
})
