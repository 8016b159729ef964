import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { configSchema } from '../../../src/config/schema.ts'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'
import type { Changes } from '../facts.ts'
import { judge, severities } from './judge.ts'

const scheduled = (changes: Changes) =>
  judge('maintenance/monitor', { upkeep: { schedules: [] }, ...changes }).findings[0]?.fix?.commands[0] ?? ''

const backup = { path: '/b/x.tar.gz', made: '2026-11-24T00:00:00.000Z', bytes: 9, readable: true }

test('a backup is looked at by its age and whether it can be read', () => {
  assert.deepEqual(severities(judge('maintenance/backup', {})), [])
  assert.deepEqual(severities(judge('maintenance/backup', { upkeep: { backup: null } })), ['hint'])
  const old = { ...backup, made: '2026-05-01T00:00:00.000Z' }
  assert.deepEqual(severities(judge('maintenance/backup', { upkeep: { backup: old } })), ['hint'])
  const damaged = { ...backup, readable: false }
  assert.deepEqual(severities(judge('maintenance/backup', { upkeep: { backup: damaged } })), ['warning'])
})

const OURS = {
  execStart: [
    '/usr/bin/node',
    '/usr/local/lib/chatctl/1a2b/bin/run.js',
    'serve',
    '--config',
    '/opt/chatserver/config.json',
  ],
}
const INSTALL = 'sudo chatctl service install --with-timers'

test('where the service is the one that this program installs, its timers are the advice', () => {
  const asked = (changes: Changes) => {
    const all = { upkeep: { schedules: [], backup: null }, self: { sudo: 'sudo ' }, ...changes }
    return (['maintenance/monitor', 'maintenance/backup'] as const).map(
      (id) => judge(id, all).findings[0]?.fix?.commands.at(-1) ?? '',
    )
  }
  assert.deepEqual(asked({ unit: OURS }), [INSTALL, INSTALL])
  const others: Changes[] = [
    {},
    { unit: { ...OURS, loadState: 'not-found' } },
    { unit: { ...OURS, fragmentPath: '/usr/lib/systemd/system/chatserver.service' } },
    { unit: { execStart: [...OURS.execStart.slice(0, -1), '/srv/chat/config.json'] } },
    { unit: OURS, self: { sudo: 'sudo ', unitIsMeant: false } },
  ]
  for (const other of others) {
    const [monitor, backups] = asked(other)
    assert.match(monitor ?? '', /cron\.d/)
    assert.match(backups ?? '', /^sudo chatctl backup create/)
  }
})

test('a timer that is there and brings no backups is to be looked at; and it watches nothing', () => {
  const changes = { unit: OURS, upkeep: { schedules: ['chatserver-backup.timer'], backup: null } }
  const { fix } = judge('maintenance/backup', changes).findings[0] ?? {}
  assert.deepEqual(fix?.commands, ['systemctl status chatserver-backup.service', 'chatctl backup create'])
  assert.deepEqual(severities(judge('maintenance/monitor', changes)), ['hint'])
  const both = { upkeep: { schedules: ['chatserver-backup.timer', 'chatserver-monitor.timer'] } }
  assert.deepEqual(severities(judge('maintenance/monitor', both)), [])
})

test('updates that are due are a hint', () => {
  assert.deepEqual(severities(judge('maintenance/updates', {})), [])
  const old = { packagesChanged: '2026-01-01T00:00:00.000Z' }
  assert.deepEqual(severities(judge('maintenance/updates', { upkeep: old })), ['hint'])
  assert.deepEqual(severities(judge('maintenance/updates', { upkeep: { rebootRequired: true } })), ['hint'])
  assert.equal(judge('maintenance/updates', { upkeep: { packagesChanged: null } }).outcome, 'skipped')
})

test('whether anything watches the server is unknown where a crontab may not be read', () => {
  assert.deepEqual(severities(judge('maintenance/monitor', { upkeep: { schedules: [] } })), ['hint'])
  assert.deepEqual(severities(judge('maintenance/monitor', { upkeep: { schedules: ['/m.sh'] } })), [])
  assert.match(scheduled({}), /\| tee \/etc\/cron\.d\/chatserver-monitor$/)
  assert.match(scheduled({ self: { sudo: 'sudo ' } }), /\| sudo tee \/etc\/cron\.d\/chatserver-monitor$/)
  const closed = { schedules: [], unreadableSchedules: ['/var/spool/cron/root'] }
  assert.equal(judge('maintenance/monitor', { upkeep: closed }).outcome, 'unknown')
})

test('the printed schedule is a table of cron, which names this server whatever its path is', (t) => {
  const folder = temporaryFolder(t)
  const table = join(folder, 'table')
  const config = { path: "/srv/the chat's/config.json" }
  execFileSync('sh', ['-c', scheduled({ config }).replace('/etc/cron.d/chatserver-monitor', table)])
  const [path, look = ''] = readFileSync(table, 'utf8').trim().split('\n')
  assert.match(path ?? '', /^PATH=[\w/:]+$/)
  const command = look.replace('*/5 * * * * root ', '')
  writeFileSync(join(folder, 'chatctl'), '#!/bin/sh\nprintf "%s|" "$@"\n', { mode: 0o755 })
  const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` }
  const seen = execFileSync('sh', ['-c', command], { env, encoding: 'utf8' })
  assert.equal(seen, "monitor|--once|--config|/srv/the chat's/config.json|")
})

test('errors of the server are told with their words, those of clients are not', () => {
  const config = { path: '/opt/chatserver/config.json' }
  const trouble = { level: 'ERROR' as const, count: 2, last: '2026-11-25T11:00:00.000Z', example: 'no space' }
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
  assert.equal(finding?.fix?.commands[0], 'chatctl doctor maintenance/debug-level --fix --config /c.json')
  const modified = '2025-01-01T00:00:00.000Z'
  assert.deepEqual(severities(judge('maintenance/password-age', { config: { modified } })), ['hint'])
  const password = { enabled: true, form: 'none', published: false, short: false } as const
  assert.equal(judge('maintenance/password-age', { config: { modified, password } }).outcome, 'skipped')
})
