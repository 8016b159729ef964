import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CHECKS } from '../../../src/doctor/catalogue.ts'
import { rootCauses } from '../../../src/doctor/causes.ts'
import { runChecks } from '../../../src/doctor/run-checks.ts'
import type { ShutPlace } from '../../../src/facts/shapes/network.ts'
import { render } from '../../../src/messages/index.ts'
import { status, user } from '../../cli/sample-room.ts'
import { type Changes, facts, notSeen } from '../facts.ts'
import { listener, serverProcess } from '../healthy-network.ts'
import { judge, severities } from './judge.ts'

const FAILED = {
  activeState: 'failed',
  subState: 'failed',
  result: 'exit-code',
  exitCode: 1,
  mainPid: 0,
} as const
const DOWN: Changes = {
  unit: FAILED,
  live: { state: 'down', status: null, users: null, settings: null, differs: null },
  processes: [],
  listeners: [],
}
const FOREIGN = {
  pid: 321,
  kind: 'foreign',
  command: 'nginx: master',
  user: 'root',
  uid: 0,
  unit: 'nginx.service',
  isMeant: false,
} as const
const found = (result: ReturnType<typeof judge>) =>
  result.findings.map(({ message }) => message.key.split('.').at(-1))
const causesOf = (changes: Changes) =>
  rootCauses(runChecks(CHECKS, facts(changes))).map(({ check }) => check.id)
const peer = (port: number) => ({ address: '10.0.0.7', port })
const listen = (...addresses: string[]) =>
  ({
    network: {
      listen: [{ use: 'chat', host: addresses[0] ?? 'chat.example', port: 3000, addresses, error: null }],
    },
  }) as const

test('a foreign program on the port is the cause of everything else, and its own unit is what to stop', () => {
  const changes = { ...DOWN, listeners: [listener(FOREIGN)] }
  const judged = judge('network/port-held-by-other', changes)
  assert.deepEqual(severities(judged), ['error'])
  assert.deepEqual(judged.findings[0]?.fix?.commands, [
    'systemctl stop nginx.service',
    'systemctl reset-failed chatserver',
    'systemctl restart chatserver',
  ])
  assert.deepEqual(causesOf(changes), ['network/port-held-by-other'])
})

test('beside the server itself, on another address, a foreign program is in nobody’s way', () => {
  const both = [listener({ address: '192.0.2.10' }), listener({ ...FOREIGN, address: '127.0.0.1' })]
  assert.equal(judge('network/port-held-by-other', { listeners: both }).outcome, 'pass')
})

test('a holder that may not be seen is unknown while the server runs, and somebody else while it does not', () => {
  const hidden = listener({ pid: null, command: null, kind: 'unknown', isMeant: null })
  assert.equal(judge('network/port-held-by-other', { listeners: [hidden] }).outcome, 'unknown')
  assert.deepEqual(found(judge('network/port-held-by-other', { ...DOWN, listeners: [hidden] })), [
    'foundUser',
  ])
  assert.equal(judge('network/port-held-by-other', { listeners: notSeen('unsupported') }).outcome, 'skipped')
})

test('another server of ours, and one outside of the unit that cannot start', () => {
  const other = listener({ pid: 321, isMeant: false })
  assert.deepEqual(found(judge('network/port-held-by-old-instance', { ...DOWN, listeners: [other] })), [
    'found',
  ])
  const elsewhere = serverProcess({ pid: 321, isMeant: false, configPath: '/srv/other room/config.json' })
  const { findings } = judge('network/port-held-by-old-instance', {
    ...DOWN,
    listeners: [other],
    processes: [elsewhere],
  })
  const look = findings.flatMap(({ evidence }) => evidence.map(({ command }) => command ?? ''))
  assert.ok(look.some((command) => command.endsWith("chatctl doctor --config '/srv/other room/config.json'")))
  const stray = {
    ...DOWN,
    listeners: [listener({ unit: 'session-1.scope' })],
    processes: [serverProcess({ unit: null })],
  }
  assert.deepEqual(found(judge('network/port-held-by-old-instance', stray)), ['stray'])
  assert.equal(judge('network/port-held-by-old-instance', {}).outcome, 'pass')
})

test('a privileged port needs root or a capability', () => {
  const { settings } = (facts().config as { value: { settings: { server: object } } }).value
  const config = { settings: { ...settings, server: { ...settings.server, port: 80 } } } as NonNullable<
    Changes['config']
  >
  const kernel = (first: string) => ({ settings: { 'net.ipv4.ip_unprivileged_port_start': first } })
  assert.deepEqual(severities(judge('network/port-privileged', { ...DOWN, config })), ['error'])
  const able = { ...FAILED, ambientCapabilities: ['cap_net_bind_service'] }
  assert.deepEqual(severities(judge('network/port-privileged', { ...DOWN, config, unit: able })), [])
  assert.deepEqual(
    severities(judge('network/port-privileged', { ...DOWN, config, unit: { ...FAILED, user: null } })),
    [],
  )
  assert.deepEqual(
    severities(judge('network/port-privileged', { ...DOWN, config, kernel: kernel('80') })),
    [],
  )
  assert.deepEqual(
    severities(judge('network/port-privileged', { config, listeners: [listener({ port: 80 })] })),
    [],
  )
})

test('an address that this machine does not have, and a name that cannot be resolved', () => {
  const missing = judge('network/address-not-here', listen('203.0.113.5'))
  assert.deepEqual(found(missing), ['found'])
  assert.equal(missing.findings[0]?.fix?.commands[0], 'chatctl config set server.host 0.0.0.0')
  for (const address of ['0.0.0.0', '::', '127.0.0.5', '192.0.2.10', '2001:0db8:0::10'])
    assert.deepEqual(found(judge('network/address-not-here', listen(address))), [], address)
  const bound = { live: { status: status({ listening: [{ host: '203.0.113.5', port: 3000, tls: false }] }) } }
  const gone = judge('network/address-not-here', { ...listen('203.0.113.5'), ...bound })
  assert.deepEqual(found(gone), ['gone'])
  assert.equal(gone.findings[0]?.fix?.risk, 'safe', 'a server that could not bind it again is not restarted')
  const unresolved = {
    listen: [{ use: 'chat', host: 'no.such', port: 3000, addresses: [], error: 'ENOTFOUND' }],
  } as const
  assert.deepEqual(found(judge('network/address-not-here', { network: unresolved })), ['unresolved'])
  const anywhere = { network: { ...listen('203.0.113.5').network, nonlocalBind: true } }
  assert.deepEqual(found(judge('network/address-not-here', anywhere)), [])
})

test('a running server that nobody finds listening, unless it has only just begun or listens elsewhere', () => {
  const elsewhere = { listening: [{ host: '0.0.0.0', port: 3001, tls: false }] }
  const moved = { listeners: [], live: { status: status(elsewhere) } }
  assert.deepEqual(severities(judge('network/not-listening', moved)), [])
  const deaf = { listeners: [], live: { status: status({ listening: [] }) } }
  assert.deepEqual(severities(judge('network/not-listening', deaf)), ['error'])
  const young = { ...deaf, processes: [serverProcess({ uptimeSeconds: 2 })] }
  assert.equal(judge('network/not-listening', young).outcome, 'unknown')
  assert.deepEqual(causesOf(DOWN), ['service/failed'])
})

test('loopback alone and IPv6 alone are warnings, the wildcards are not', () => {
  assert.deepEqual(severities(judge('network/loopback-only', listen('127.0.0.1'))), ['warning'])
  assert.deepEqual(severities(judge('network/loopback-only', listen('127.0.0.1', '::1'))), ['warning'])
  assert.deepEqual(severities(judge('network/loopback-only', listen('0.0.0.0'))), [])
  assert.deepEqual(severities(judge('network/ipv6-only', listen('2001:db8::10'))), ['warning'])
  assert.deepEqual(severities(judge('network/ipv6-only', listen('::'))), [])
  const noIpv4 = { network: { ...listen('2001:db8::10').network, addresses: ['::1', '2001:db8::10'] } }
  assert.deepEqual(severities(judge('network/ipv6-only', noIpv4)), [])
})

test('connections that queue up, lie unread, or belong to nobody', () => {
  const full = [listener({ waiting: 128, limit: 128 })]
  const low = { settings: { 'net.core.somaxconn': '128' } }
  const judged = judge('network/backlog-full', { listeners: full, kernel: low })
  assert.deepEqual(severities(judged), ['error'])
  assert.match(judged.findings[0]?.fix?.commands[0] ?? '', /somaxconn = 4096/)
  assert.deepEqual(
    severities(judge('network/backlog-full', { listeners: [listener({ waiting: 110, limit: 128 })] })),
    ['warning'],
  )
  const lost = { overflows: { sinceBoot: 900, now: 12 } }
  assert.deepEqual(severities(judge('network/backlog-full', { sockets: lost })), [])
  assert.deepEqual(
    severities(judge('network/unread-connections', { sockets: { unread: [peer(1), peer(2)] } })),
    ['error'],
  )
  assert.deepEqual(
    severities(
      judge('network/unread-connections', { sockets: { unread: [peer(1)], byState: { ESTAB: 9 } } }),
    ),
    [],
  )
  assert.deepEqual(found(judge('network/unread-connections', { sockets: { unaccepted: 3 } })), [
    'foundWaiting',
  ])
  assert.deepEqual(
    severities(judge('network/zombie-connections', { sockets: { unknownToServer: [peer(1)] } })),
    ['warning'],
  )
  const silent = judge('network/zombie-connections', { live: { users: [user({ silentFor: 500 })] } })
  assert.deepEqual(silent.findings[0]?.fix?.commands, ['chatctl kick 10.0.0.7'])
  const six = judge('network/zombie-connections', {
    sockets: { unknownToServer: [{ address: '2001:db8::7', port: 1 }] },
  })
  assert.deepEqual(six.findings[0]?.fix?.commands, ['ss -K dst [2001:db8::7] dport = 1'])
  const leaving = [1, 2, 3, 4, 5, 6, 7].map(peer)
  assert.match(
    render(
      judge('network/zombie-connections', { sockets: { halfClosed: leaving } }).findings[0]?.evidence[0]
        ?.text ?? { key: 'doctor.healthy' },
    ),
    /on 7 the client has hung up.*…/,
  )
})

test('a certificate that cannot be read, does not fit, or is out of its time', () => {
  const good = {
    cert: '/etc/tls/cert.pem',
    key: '/etc/tls/key.pem',
    error: null,
    keyFits: true,
    closedToService: null,
    validFrom: '2026-01-01T00:00:00.000Z',
    validTo: '2027-01-01T00:00:00.000Z',
    daysLeft: 37,
    isEarly: false,
  }
  const certificate = (given: Partial<typeof good> | object) =>
    judge('network/tls-certificate', { network: { certificate: { ...good, ...given } } })
  assert.equal(certificate({}).outcome, 'pass')
  assert.equal(judge('network/tls-certificate', {}).outcome, 'skipped')
  const unread = { id: 'config/unreadable', severity: 'error', message: { key: 'doctor.healthy' } } as never
  assert.equal(judge('network/tls-certificate', { config: { diagnostics: [unread] } }).outcome, 'unknown')
  assert.deepEqual(found(certificate({ keyFits: false })), ['mismatch'])
  assert.deepEqual(found(certificate({ daysLeft: -3 })), ['expired'])
  assert.deepEqual(found(certificate({ isEarly: true })), ['early'])
  assert.deepEqual(severities(certificate({ daysLeft: 5 })), ['warning'])
  assert.deepEqual(found(certificate({ closedToService: '/etc/tls/key.pem' })), ['closed'])
  const opening = (shut: readonly ShutPlace[]) =>
    certificate({ closedToService: '/etc/tls/key.pem', shut }).findings[0]?.fix?.commands.slice(0, -1)
  const folder = { path: '/etc/tls', kind: 'folder', openTo: null } as const
  const file = { path: '/etc/tls/key.pem', kind: 'file', openTo: 'ssl-cert' } as const
  assert.deepEqual(opening([folder, file]), [
    'chmod o+x /etc/tls',
    'chgrp chatserver /etc/tls/key.pem',
    'chmod g+r /etc/tls/key.pem',
  ])
  assert.deepEqual(opening([{ ...folder, openTo: 'ssl-cert' }, file]), ['usermod -aG ssl-cert chatserver'])
  assert.deepEqual(found(certificate({ error: { path: '/etc/tls/key.pem', code: 'ENOENT' } })), [
    'unreadable',
  ])
  assert.equal(certificate({ error: { path: '/etc/tls/key.pem', code: 'EACCES' } }).outcome, 'unknown')
})

test('keys that differ on disk are told with both values, and whether a reload is enough', () => {
  const differs = [
    { key: 'server.port', needsRestart: true },
    { key: 'admin.password_hash', needsRestart: false },
  ]
  const judged = judge('config/differs-from-running', { live: { differs } })
  assert.deepEqual(found(judged), ['foundRestart'])
  assert.match(
    render(judged.findings[0]?.evidence[0]?.text ?? { key: 'doctor.healthy' }),
    /server.port: running 3000, in the file 3000/,
  )
  assert.doesNotMatch(render(judged.findings[0]?.evidence[1]?.text ?? { key: 'doctor.healthy' }), /running/)
  const reload = judge('config/differs-from-running', { live: { differs: differs.slice(1) } })
  assert.deepEqual(reload.findings[0]?.fix?.commands, ['chatctl reload'])
  assert.equal(judge('config/differs-from-running', { live: { differs: null } }).outcome, 'unknown')
})
