import assert from 'node:assert/strict'
import { test } from 'node:test'
import { diagnose } from '../../../src/config/diagnose.ts'
import { repairConfig } from '../../../src/config/repair.ts'
import { CHECK_IDS } from '../../../src/doctor/check-ids.ts'
import { CHECK_OF } from '../../../src/doctor/checks/config/diagnostics.ts'
import { CONFIG_CHECKS } from '../../../src/doctor/checks/config.ts'
import { useLocale } from '../../../src/messages/both.ts'
import { render } from '../../../src/messages/index.ts'
import { notSeen } from '../facts.ts'
import { pathFacts } from '../healthy-files.ts'
import { judge } from './judge.ts'

useLocale('en')

const CONFIG = '/opt/chatserver/config.json'
const broken = (text: string | Uint8Array) => ({
  config: {
    diagnostics: diagnose(text).diagnostics,
    repairs: repairConfig(Buffer.from(text)).repairs,
    usable: false,
  },
})

test('every diagnostic belongs to a check that there is', () => {
  for (const check of Object.values(CHECK_OF)) assert.ok(CHECK_IDS.includes(check), check)
})

for (const [text, id, outcome] of [
  ['\ufeff{}', 'config/encoding', 'fail'],
  ['{"server": {},}', 'config/syntax', 'fail'],
  ['{} // end', 'config/syntax', 'fail'],
  ['[]', 'config/syntax', 'fail'],
  ['{"server": {"port": "3000"}}', 'config/wrong-type', 'fail'],
  ['{"server": {"port": 70000}}', 'config/wrong-value', 'fail'],
  ['{"server": {"tls": {"port": 3001}}}', 'config/missing-key', 'fail'],
  ['{"server": {"prot": 3000}}', 'config/unknown-key', 'warn'],
  ['{"server": {"tls": true}}', 'config/unknown-key', 'warn'],
  ['{"server": {"port": 1, "port": 2}}', 'config/duplicate-key', 'warn'],
] as const) {
  test(`${JSON.stringify(text)} is found by ${id} alone`, () => {
    const troubled = CONFIG_CHECKS.map((check) => judge(check.id, broken(text)))
      .filter((result) => result.outcome !== 'pass')
      .map((result) => [result.check.id, result.outcome])
    assert.deepEqual(troubled, [[id, outcome]])
  })
}

test('what is clear is repaired at once, and said once; the rest is edited in its place', () => {
  const text = '{"server": {"port": "3000", "max_connections": "50"},\n "logging": {"level": 5}}'
  const { findings } = judge('config/wrong-type', broken(text))
  assert.deepEqual(
    findings.map(({ fix }) => [fix?.plan?.do, fix?.commands]),
    [
      [undefined, undefined],
      ['repair-config', ['chatctl doctor config/wrong-type --fix', 'chatctl reload']],
      [undefined, [`nano +2,23 ${CONFIG}`, 'chatctl reload']],
    ],
  )
  const [first, , last] = findings
  assert.match(
    String(first?.evidence.map(({ text }) => render(text))),
    /config\.json:1:21: .*"3000".*a whole number/s,
  )
  assert.equal(last?.evidence.at(-1)?.command, `chatctl config check --config ${CONFIG}`)
})

test('a type without a clear meaning is not repaired', () => {
  const { findings } = judge('config/wrong-type', broken('{"server": {"port": [3000]}}'))
  assert.equal(findings[0]?.fix?.plan, undefined)
})

test('of very many mistakes the first few are shown, and the others counted', () => {
  const keys = Array.from({ length: 30 }, (_, index) => `"key${index}": 1`).join(', ')
  const { findings } = judge('config/unknown-key', broken(`{"server": {${keys}}}`))
  assert.equal(findings.length, 8)
  assert.equal(
    render(findings.at(-1)?.evidence.at(-1)?.text ?? { key: 'doctor.at' }),
    'and 22 more of the kind',
  )
})

test('a password is quoted by no finding', () => {
  const text = '{"admin": {"password": "Zq7Zq7", "password": {"a": "Zq7Zq7"}}}'
  for (const { id } of CONFIG_CHECKS)
    assert.doesNotMatch(JSON.stringify(judge(id, broken(text)).findings), /Zq7/)
})

test('commands become the owner, name a file that is elsewhere, and restart a unit that is down', () => {
  const path = "/srv/it's here/config.json"
  const changes = {
    ...broken('{} //'),
    self: { user: 'ann', uid: 1000, sudo: 'sudo ' },
    unit: { activeState: 'failed' },
    live: { state: 'down' as const },
  }
  const { findings } = judge('config/syntax', {
    ...changes,
    config: { ...changes.config, path, file: path },
  })
  assert.deepEqual(findings[0]?.fix?.commands, [
    "sudo chatctl doctor config/syntax --fix --config '/srv/it'\\''s here/config.json'",
    'sudo systemctl reset-failed chatserver',
    'sudo systemctl restart chatserver',
  ])
})

test('an old server has to be restarted, which users notice', () => {
  const execStart = ['/usr/bin/python3', '/opt/chatserver/Server.py']
  const fix = judge('config/syntax', {
    ...broken('{} //'),
    unit: { execStart },
    live: { state: 'down' },
  }).findings[0]?.fix
  assert.deepEqual([fix?.commands.at(-1), fix?.risk], ['systemctl restart chatserver', 'interrupts-users'])
})

test('a file that was named and is gone is a failure, and none at all a warning', () => {
  const missing = { found: false, diagnostics: [] }
  assert.equal(judge('config/missing', { config: missing }).outcome, 'fail')
  const none = judge('config/missing', { config: { ...missing, path: null } })
  assert.equal(none.outcome, 'warn')
  assert.deepEqual(none.findings[0]?.fix?.plan, { do: 'write-default-config', path: CONFIG })
  // A unit that could not be asked for may name one.
  for (const unit of [notSeen('timeout'), { loadState: 'not-found', untoldUser: 'carol' }])
    assert.equal(judge('config/missing', { config: { ...missing, path: null }, unit }).outcome, 'unknown')
})

test('whether it can be read is judged for the user that the server runs as', () => {
  const file = (changes: object) => ({ paths: [pathFacts(['config'], CONFIG, changes)] })
  const closed = judge(
    'config/unreadable',
    file({ readable: false, owner: 'root', group: 'root', mode: 0o600 }),
  )
  assert.equal(closed.outcome, 'fail')
  assert.deepEqual(closed.findings[0]?.fix?.plan, {
    do: 'set-owner-and-mode',
    path: CONFIG,
    owner: 'chatserver:chatserver',
    mode: 0o640,
  })
  assert.match(
    render(closed.findings[0]?.evidence[0]?.text ?? { key: 'doctor.at' }),
    /root:root, with mode 0600/,
  )
  const shut = judge('config/unreadable', file({ readable: false, closedBy: '/opt' }))
  assert.deepEqual(shut.findings[0]?.fix?.commands, ['chmod o+x /opt', 'chatctl reload'])
  assert.equal(judge('config/unreadable', file({ readable: null })).outcome, 'unknown')
  assert.equal(
    judge('config/unreadable', { ...file({ readable: true }), self: { serviceUser: null } }).outcome,
    'unknown',
  )
})

test('settings that come from elsewhere are a hint', () => {
  const result = judge('config/overridden', {
    config: { origins: { 'server.port': 'CHATCTL_SERVER_PORT' } },
  })
  assert.equal(result.outcome, 'pass')
  assert.match(
    render(result.findings[0]?.evidence[0]?.text ?? { key: 'doctor.at' }),
    /server\.port comes from CHATCTL_SERVER_PORT/,
  )
})

test('a shell that goes by another file than the unit is a warning, and so are variables of its own', () => {
  const shell = (path: string | null, variables: readonly string[] = []) => ({
    config: { shell: { path, variables } },
  })
  assert.equal(judge('config/other-than-unit', shell('/root/config.json')).outcome, 'warn')
  assert.equal(judge('config/other-than-unit', shell(null)).outcome, 'pass')
  const set = judge('config/other-than-unit', shell(CONFIG, ['CHATCTL_SERVER_PORT']))
  assert.deepEqual(set.findings[0]?.fix?.commands, ['unset CHATCTL_SERVER_PORT'])
  const asked = judge('config/other-than-unit', {
    config: { unitPath: CONFIG, file: '/root/c.json', shell: null },
  })
  assert.deepEqual([asked.outcome, asked.findings.length], ['pass', 1])
})
