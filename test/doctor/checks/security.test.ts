import assert from 'node:assert/strict'
import { test } from 'node:test'
import { diagnose } from '../../../src/config/diagnose.ts'
import { passwordForm } from '../../../src/config/password-hints.ts'
import { SECURITY_CHECKS } from '../../../src/doctor/checks/security.ts'
import type { Changes } from '../facts.ts'
import { HEALTHY_LISTS, pathFacts } from '../healthy-files.ts'
import { judge } from './judge.ts'

const CONFIG = '/opt/chatserver/config.json'
const found = (changes: Changes) =>
  SECURITY_CHECKS.map(({ id }) => judge(id, changes))
    .filter(({ outcome }) => outcome !== 'pass')
    .map(({ check, outcome }) => `${check.id} ${outcome}`)

/** Facts of a config.json with this section `admin`. */
function withAdmin(admin: Record<string, unknown>) {
  const { config, diagnostics } = diagnose(JSON.stringify({ admin }))
  assert.ok(config)
  const short = Boolean(config.admin.password && config.admin.password.length < 8)
  return { config: { diagnostics, password: { ...passwordForm(config.admin), short } } }
}

test('a password in plain text is found, and hashed on request', () => {
  const plain = withAdmin({ password: 'a good and long one' })
  assert.deepEqual(found(plain), ['security/plain-password warn'])
  const fix = judge('security/plain-password', plain).findings[0]?.fix
  assert.deepEqual(fix?.plan, { do: 'hash-password', path: CONFIG })
  assert.deepEqual(fix?.commands, ['chatctl doctor security/plain-password --fix', 'chatctl reload'])
})

test('an original server cannot check every hash, so its password is not hashed', () => {
  const unit = { execStart: ['/usr/bin/python3', '/opt/chatserver/Server.py'] }
  const { findings } = judge('security/plain-password', {
    ...withAdmin({ password: 'a good and long one' }),
    unit,
  })
  assert.equal(findings.length, 1)
  assert.equal(findings[0]?.fix, undefined)
})

test('a published password is found, and one that is short', () => {
  assert.deepEqual(found(withAdmin({ password: 'admin123' })), ['security/published-password warn'])
  assert.deepEqual(found(withAdmin({ password: 'short' })), [
    'security/plain-password warn',
    'security/short-password warn',
  ])
  assert.equal(
    judge('security/published-password', withAdmin({ password: 'admin123' })).findings[0]?.fix?.plan,
    undefined,
  )
})

test('a hash that nothing matches is found, of old versions too', () => {
  for (const password_hash of ['hunter2', 'a'.repeat(64)]) {
    assert.deepEqual(found(withAdmin({ password_hash })), ['security/unknown-hash warn'])
  }
})

test('no password, or one that is not asked for, is a hint', () => {
  for (const admin of [{}, { password_enabled: false, password: 'admin123' }]) {
    assert.deepEqual(found(withAdmin(admin)), [])
    assert.equal(judge('security/no-password', withAdmin(admin)).findings[0]?.severity, 'hint')
  }
})

test('no finding quotes a password', () => {
  for (const admin of [{ password: 'Zq7Zq7' }, { password: 'Zq7Zq7Zq7Zq7' }, { password_hash: 'Zq7Zq7' }]) {
    const findings = SECURITY_CHECKS.map(({ id }) => judge(id, withAdmin(admin)).findings)
    assert.doesNotMatch(JSON.stringify(findings), /Zq7/)
  }
})

test('a password that everybody can read is a warning, its hash a hint; the server keeps its own access', () => {
  const open = { othersMayRead: true, mode: 0o644 }
  const plain = {
    ...open,
    password: { enabled: true, form: 'plain', published: false, short: false },
  } as const
  const fixOf = (config: object) => judge('security/config-readable', { config }).findings[0]?.fix?.plan
  assert.deepEqual(found({ config: plain }), ['security/config-readable warn'])
  assert.deepEqual(found({ config: open }), [])
  assert.deepEqual(fixOf(open), { do: 'set-owner-and-mode', path: CONFIG, owner: null, mode: 0o640 })
  assert.deepEqual(fixOf({ ...plain, owner: 'root', group: 'chatserver' }), {
    do: 'set-owner-and-mode',
    path: CONFIG,
    owner: null,
    mode: 0o640,
  })
  assert.deepEqual(fixOf({ ...plain, owner: 'root', group: 'root' }), {
    do: 'set-owner-and-mode',
    path: CONFIG,
    owner: 'chatserver:chatserver',
    mode: 0o640,
  })
})

test('the user that replaces root is given the files of the server, and no folder of everybody', () => {
  const self = { serviceUser: 'root', serviceGroup: 'root', sudo: 'sudo ' }
  const paths = [
    pathFacts(['config'], CONFIG, { owner: 'root' }),
    pathFacts(['data-folder', 'config-folder'], '/', { owner: 'root', kind: 'folder' }),
    pathFacts(['log-folder'], '/var/log', { owner: 'root', kind: 'folder' }),
    pathFacts(['log'], '/var/log/chat.log', { owner: 'root' }),
    pathFacts(['program'], '/opt/chatserver/Server.py', { owner: 'root' }),
    pathFacts(['ban-list'], '/opt/chatserver/data/b.json', { exists: false }),
  ]
  const commands = judge('security/runs-as-root', { self, paths }).findings[0]?.fix?.commands ?? []
  assert.deepEqual(
    commands.filter((command) => command.includes('chown')),
    [`sudo chown chatserver: ${CONFIG} /var/log/chat.log`],
  )
})

test('a unit that runs as root is a warning, a server by hand a hint', () => {
  const self = { serviceUser: 'root', serviceGroup: 'root' }
  assert.deepEqual(found({ self }), ['security/runs-as-root warn'])
  assert.deepEqual(found({ self, unit: { loadState: 'not-found' } }), [])
  assert.deepEqual(found({ self: { serviceUser: null } }), ['security/runs-as-root unknown'])
})

for (const [entry, severity] of [
  ['127.0.0.1', 'error'],
  ['127.0.0.0/8', 'error'],
  ['::ffff:127.0.0.1', 'error'],
  ['::1', 'error'],
  ['0.0.0.0/0', 'error'],
  ['192.0.2.0/24', 'error'],
  ['2001:DB8::/32', 'error'],
  ['::ffff:198.51.100.7', 'warning'],
  ['198.51.100.0/28', 'warning'],
] as const) {
  test(`a ban of ${entry} hits this machine or this session`, () => {
    const [bans, mutes] = HEALTHY_LISTS
    assert.ok(bans && mutes)
    const { findings } = judge('security/ban-hits-this-host', {
      lists: [{ ...bans, entries: ['203.0.113.9', entry] }, mutes],
    })
    assert.deepEqual(
      findings.map((finding) => [finding.severity, finding.fix?.commands]),
      [[severity, [`chatctl unban ${entry}`]]],
    )
  })
}

test('a mute of this machine, and bans of others, are none of that', () => {
  const [bans, mutes] = HEALTHY_LISTS
  assert.ok(bans && mutes)
  const lists = [
    { ...bans, entries: ['::/0', '10.0.0.0/8'] },
    { ...mutes, entries: ['127.0.0.1'] },
  ]
  const { findings } = judge('security/ban-hits-this-host', { lists, self: { addresses: ['192.0.2.10'] } })
  // ::/0 has ::1 in it, and no IPv4 address.
  assert.deepEqual(
    findings.map(({ fix }) => fix?.commands),
    [['chatctl unban ::/0']],
  )
})

test('wrong console passwords are a hint, and many of them a warning', () => {
  const trouble = (count: number) => ({
    log: {
      troubles: [
        {
          event: 'admin/login-failed',
          level: 'WARNING' as const,
          count,
          last: '2026-11-25T11:00:00.000Z',
          example: 'x',
        },
      ],
    },
  })
  assert.equal(judge('security/failed-logins', trouble(2)).findings.length, 0)
  assert.equal(judge('security/failed-logins', trouble(3)).findings[0]?.severity, 'hint')
  assert.equal(judge('security/failed-logins', trouble(30)).outcome, 'warn')
  const files = ['/srv/server.log.2', '/srv/server.log.1', '/srv/server.log']
  const rotated = { log: { ...trouble(3).log, files } }
  const [proof] = judge('security/failed-logins', rotated).findings[0]?.evidence ?? []
  assert.match(proof?.command ?? '', /\/srv\/server\.log \| tail$/)
})
