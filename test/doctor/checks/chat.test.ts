import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CHAT_CHECKS } from '../../../src/doctor/checks/chat.ts'
import { useLocale } from '../../../src/messages/both.ts'
import { render } from '../../../src/messages/index.ts'
import { TEXTS } from '../../../src/protocol/texts.ts'
import { parseList } from '../../../src/sanctions/parse-list.ts'
import { status, user } from '../../cli/sample-room.ts'
import { type Changes, facts } from '../facts.ts'
import { HEALTHY_LISTS } from '../healthy-files.ts'
import { judge } from './judge.ts'

useLocale('en')

const MIB = 1024 ** 2
const found = (changes: Changes) =>
  CHAT_CHECKS.map(({ id }) => judge(id, changes))
    .filter(({ outcome }) => outcome !== 'pass')
    .map(({ check, outcome }) => `${check.id} ${outcome}`)
const live = (given: Parameters<typeof status>[0]) => ({ live: { status: status(given) } })
const PYTHON = { unit: { execStart: ['/usr/bin/python3', '/opt/chatserver/Server.py'] } }
const connections = { open: 2, named: 1, max: 50, accepted: 1240, congested: 0, highest: 23 }

function settings(section: 'security' | 'server', changes: object) {
  const { config } = facts()
  assert.ok(config.seen)
  return {
    config: {
      settings: { ...config.value.settings, [section]: { ...config.value.settings[section], ...changes } },
    },
  }
}

/** The ban list with this text. */
function banList(text: string) {
  const [bans, mutes] = HEALTHY_LISTS
  assert.ok(bans && mutes)
  const parsed = parseList(Buffer.from(text), bans.path)
  assert.ok(!parsed.ok)
  return { lists: [{ ...bans, entries: parsed.salvaged, problem: parsed.problem }, mutes] }
}

test('a full room is a failure, a nearly full one a warning, a very small one is neither', () => {
  assert.deepEqual(found(live({ connections: { ...connections, open: 50 } })), ['chat/full fail'])
  assert.deepEqual(found(live({ connections: { ...connections, open: 45 } })), ['chat/full warn'])
  assert.deepEqual(found(live({ connections: { ...connections, open: 44 } })), [])
  assert.deepEqual(found(live({ connections: { ...connections, open: 1, max: 2 } })), [])
  const fix = judge('chat/full', live({ connections: { ...connections, open: 50 } })).findings[0]?.fix
  assert.deepEqual(fix?.plan, {
    do: 'set-config',
    path: '/opt/chatserver/config.json',
    key: ['server', 'max_connections'],
    value: 100,
  })
  assert.deepEqual(fix?.commands, ['chatctl doctor chat/full --fix', 'chatctl reload'])
})

test('what the server alone knows is unknown where it may not be asked, and no matter where it does not run', () => {
  const outcome = (state: 'denied' | 'down' | 'hung') =>
    judge('chat/full', { live: { state, status: null, users: null } }).outcome
  assert.deepEqual([outcome('denied'), outcome('down'), outcome('hung')], ['unknown', 'skipped', 'unknown'])
})

test('a broken list is told with its place, and what can be saved of it is saved on request', () => {
  const broken = banList('["10.0.0.7",\n "10.0.0.8",]')
  assert.deepEqual(found(broken), ['chat/ban-list-broken fail'])
  const [finding] = judge('chat/ban-list-broken', broken).findings
  assert.match(
    render(finding?.message ?? { key: 'doctor.at' }),
    /broken: .*banned_ips\.json, line 2, column 13/,
  )
  assert.match(render(finding?.evidence[0]?.text ?? { key: 'doctor.at' }), /made out in it: 2/)
  assert.deepEqual(finding?.fix?.plan, { do: 'repair-list', path: '/opt/chatserver/banned_ips.json' })
  assert.deepEqual(finding?.fix?.commands, ['chatctl doctor chat/ban-list-broken --fix'])
  assert.deepEqual(
    judge('chat/ban-list-broken', { ...broken, ...PYTHON }).findings[0]?.fix?.commands.at(-1),
    'systemctl restart chatserver',
  )
})

test('the mute list is repaired like the ban list', () => {
  const [bans, mutes] = HEALTHY_LISTS
  assert.ok(bans && mutes)
  const problem = {
    key: 'sanctions.broken.comma',
    values: { file: mutes.path, line: 1, column: 2 },
  } as const
  const [finding] = judge('chat/mute-list-broken', { lists: [bans, { ...mutes, problem }] }).findings
  assert.deepEqual(finding?.fix?.plan, { do: 'repair-list', path: mutes.path })
})

test('a list that is no file is not repaired', () => {
  const [bans, mutes] = HEALTHY_LISTS
  assert.ok(bans && mutes)
  const problem = {
    key: 'sanctions.broken.unreadable',
    values: { file: bans.path, detail: 'not a regular file' },
  } as const
  const [finding] = judge('chat/ban-list-broken', { lists: [{ ...bans, problem }, mutes] }).findings
  assert.equal(finding?.fix?.plan, undefined)
})

test('entries that are no addresses are a hint', () => {
  const [bans, mutes] = HEALTHY_LISTS
  assert.ok(bans && mutes)
  const { outcome, findings } = judge('chat/ban-list-broken', {
    lists: [{ ...bans, invalid: ['10.0.0.300', 'x y'] }, mutes],
  })
  assert.equal(outcome, 'pass')
  assert.match(render(findings[0]?.evidence[0]?.text ?? { key: 'doctor.at' }), /"10\.0\.0\.300", "x y"/)
})

test('a list that the running server refuses is told', () => {
  const refused = live({ listErrors: { ban: null, mute: 'line 1: a comma is missing' } })
  assert.deepEqual(found(refused), ['chat/list-not-in-force fail'])
})

test('the mute for everybody is a warning; muted users are a hint with the command for each address', () => {
  assert.deepEqual(found(live({ globalMute: true })), ['chat/global-mute warn'])
  const users = [
    user({ muted: true }),
    user({ id: 2, port: 50_124, muted: true }),
    user({ id: 3, ip: '10.0.0.9', name: null, muted: true }),
    user({ id: 4, ip: '10.0.0.8' }),
  ]
  const { outcome, findings } = judge('chat/muted-users', { live: { users } })
  assert.equal(outcome, 'pass')
  assert.deepEqual(findings[0]?.fix?.commands, ['chatctl unmute 10.0.0.7', 'chatctl unmute 10.0.0.9'])
})

test('a locked console is opened by a reload', () => {
  const locked = live({ console: { protected: true, locked: true } })
  assert.deepEqual(found(locked), ['chat/console-locked warn'])
  const fix = judge('chat/console-locked', locked).findings[0]?.fix
  assert.deepEqual([fix?.commands, fix?.risk], [['chatctl reload'], 'safe'])
})

test('clients must have the time for two signs of life', () => {
  const times = (heartbeat_interval: number, heartbeat_timeout: number) =>
    settings('security', { heartbeat_interval, heartbeat_timeout })
  assert.deepEqual(found(times(30, 60)), [])
  assert.deepEqual(found(times(30, 59)), ['chat/heartbeat-settings warn'])
  assert.deepEqual(found(times(60, 60)), ['chat/heartbeat-settings fail'])
  const fixOf = (changes: Changes) => judge('chat/heartbeat-settings', changes).findings[0]?.fix?.plan
  assert.deepEqual(fixOf(times(60, 60)), {
    do: 'set-config',
    path: '/opt/chatserver/config.json',
    key: ['security', 'heartbeat_timeout'],
    value: 180,
  })
})

test('timeouts matter when they are many: of one address it is the client, of many the network', () => {
  const log = (counts: readonly number[], joined: number) => ({
    log: {
      heartbeatTimeouts: counts.map((count, index) => ({ address: `10.0.0.${index}`, count })),
      day: { byLevel: {}, byEvent: { 'chat/joined': joined } },
    },
  })
  assert.deepEqual(found(log([5, 4], 20)), [])
  assert.deepEqual(found(log([5, 4, 3], 20)), ['chat/heartbeat-timeouts warn'])
  assert.deepEqual(found(log([5, 4, 3], 2000)), [])
  const many = judge('chat/heartbeat-timeouts', log([5, 4, 3], 20)).findings[0]
  assert.equal(many?.fix?.plan?.do, 'set-config')
  const one = judge('chat/heartbeat-timeouts', log([50, 4, 3], 20)).findings[0]
  assert.match(render(one?.message ?? { key: 'doctor.at' }), /10\.0\.0\.0 again and again/)
  assert.equal(one?.fix?.plan, undefined)
})

test('a banned address that knocks is a hint, with the command that lifts the ban', () => {
  const [bans, mutes] = HEALTHY_LISTS
  assert.ok(bans && mutes)
  const banned = (...entries: string[]) => ({ lists: [{ ...bans, entries }, mutes] })
  const log = { log: { bannedAsking: [{ address: '203.0.113.9', count: 7 }] }, ...banned('203.0.113.9') }
  const { outcome, findings } = judge('chat/banned-asking', log)
  assert.deepEqual([outcome, findings[0]?.fix?.commands], ['pass', ['chatctl unban 203.0.113.9']])
  const range = judge('chat/banned-asking', { ...log, ...banned('203.0.113.0/24') }).findings[0]?.fix
  assert.deepEqual(range?.commands, ['chatctl unban 203.0.113.0/24'])
  assert.deepEqual(judge('chat/banned-asking', { ...log, ...banned('10.0.0.1') }).findings, [])
  const old = judge('chat/banned-asking', { ...log, ...PYTHON }).findings[0]?.fix
  assert.deepEqual(old?.commands, ['nano /opt/chatserver/banned_ips.json', 'systemctl restart chatserver'])
  assert.equal(old?.risk, 'interrupts-users')
})

test('clients for which much is waiting are a warning, those of the past a hint', () => {
  const slow = {
    live: { users: [user({ queuedBytes: 6 * MIB }), user({ id: 2, ip: '10.0.0.8', queuedBytes: 100 })] },
  }
  assert.deepEqual(found(slow), ['chat/slow-readers warn'])
  assert.deepEqual(judge('chat/slow-readers', slow).findings[0]?.fix?.commands, ['chatctl kick 10.0.0.7'])
  assert.equal(
    judge('chat/slow-readers', live({ dropped: { 'slow-reader': 2 } })).findings[0]?.severity,
    'hint',
  )
})

test('people turned away by a limit are a hint once they are many', () => {
  const refused = (count: number) => ({
    log: {
      refused: [
        { reason: 'full', count },
        { reason: 'banned', count: 500 },
      ],
    },
  })
  assert.equal(judge('chat/refusals', refused(19)).findings.length, 0)
  assert.equal(judge('chat/refusals', refused(20)).findings[0]?.severity, 'hint')
  const commands = (reason: string, changes: Changes = {}) =>
    judge('chat/refusals', { log: { refused: [{ reason, count: 20 }] }, ...changes }).findings[0]?.fix
      ?.commands
  assert.deepEqual(commands('full'), ['chatctl config set server.max_connections 100'])
  assert.deepEqual(commands(TEXTS.perAddress(3)), ['chatctl config set security.max_connections_per_ip 10'])
  assert.deepEqual(commands(TEXTS.tooFrequent), ['chatctl config set security.max_attempts_per_minute 20'])
  const [edit] = commands('a reason of tomorrow') ?? []
  assert.equal(edit, 'nano /opt/chatserver/config.json')
  assert.match(commands('full', PYTHON)?.[0] ?? '', /^nano/)
})
