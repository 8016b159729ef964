import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CHECKS } from '../../../src/doctor/catalogue.ts'
import { rootCauses } from '../../../src/doctor/causes.ts'
import type { CheckId } from '../../../src/doctor/check-ids.ts'
import { runChecks } from '../../../src/doctor/run-checks.ts'
import { render } from '../../../src/messages/index.ts'
import { status } from '../../cli/sample-room.ts'
import { type Changes, facts, notSeen } from '../facts.ts'
import { listener, serverProcess } from '../healthy-network.ts'
import { judge, severities } from './judge.ts'

const DOWN: Changes = {
  live: { state: 'down', status: null, users: null, settings: null, differs: null },
  processes: [],
  listeners: [],
}
const FAILED = {
  activeState: 'failed',
  subState: 'failed',
  result: 'exit-code',
  exitCode: 1,
  mainPid: 0,
} as const
const found = (result: ReturnType<typeof judge>) =>
  result.findings.map(({ message }) => message.key.split('.').at(-1))
const causesOf = (changes: Changes) =>
  rootCauses(runChecks(CHECKS, facts(changes))).map(({ check }) => check.id)
const says = (message = '', by = 'node') => [
  { time: '2026-11-25T11:59:50.000Z', priority: 3, pid: 4711, by, message },
]

test('a unit that is not there, masked, broken or changed', () => {
  assert.deepEqual(severities(judge('service/not-installed', { unit: { loadState: 'not-found' } })), ['hint'])
  assert.deepEqual(
    severities(judge('service/masked', { unit: { loadState: 'masked', enabled: 'masked' } })),
    ['error'],
  )
  const broken = { loadState: 'bad-setting', loadError: 'Invalid argument' }
  assert.deepEqual(severities(judge('service/unit-broken', { unit: broken })), ['error'])
  assert.deepEqual(severities(judge('service/unit-broken', { unit: { needsReload: true } })), ['warning'])
})

test('what a unit names and is not there: its user, its program, its folder', () => {
  assert.deepEqual(severities(judge('service/user-missing', { unit: { userExists: false } })), ['error'])
  const unusable = [
    { role: 'program', path: '/usr/bin/chatctl', why: 'not-executable' },
    { role: 'folder', path: '/opt/chatserver', why: 'missing' },
  ] as const
  assert.deepEqual(found(judge('service/program-missing', { unit: { unusable } })), ['program', 'folder'])
})

test('not enabled is a warning while the server runs, and a hint otherwise', () => {
  const unit = { enabled: 'disabled' }
  assert.deepEqual(severities(judge('service/not-enabled', { unit })), ['warning'])
  const stopped = { ...unit, activeState: 'inactive', subState: 'dead', mainPid: 0 }
  assert.deepEqual(severities(judge('service/not-enabled', { ...DOWN, unit: stopped })), ['hint'])
  assert.deepEqual(severities(judge('service/not-enabled', { unit: { enabled: 'static' } })), [])
})

test('a failed unit tells how it ended, with the lines of its journal that say why', () => {
  for (const [how, text] of [
    [{ exitCode: 1 }, /code 1/],
    [{ exitCode: 2 }, /code 2: the configuration/],
    [{ exitCode: null, signal: 9 }, /SIGKILL, code 137/],
    [{ exitCode: 143 }, /somebody asked it to end \(SIGTERM\), which is no fault/],
    [{ exitCode: 217 }, /code 217/],
    [{ result: 'timeout' }, /in time/],
    [{ result: 'watchdog', exitCode: null, signal: 6 }, /watchdog/],
    [{ exitCode: null, signal: 11 }, /signal 11/],
  ] as const) {
    const judged = judge('service/failed', {
      ...DOWN,
      unit: { ...FAILED, ...how },
      journal: says('Error: no luck'),
    })
    assert.deepEqual(severities(judged), ['error'])
    const [evidence, line] = judged.findings[0]?.evidence ?? []
    assert.match(render(evidence?.text ?? { key: 'doctor.healthy' }), text)
    assert.match(render(line?.text ?? { key: 'doctor.healthy' }), /no luck/)
  }
})

test('a unit that ends again and again is a loop, one that was restarted long ago is not', () => {
  const trying = { activeState: 'activating', subState: 'auto-restart', restarts: 4, mainPid: 0 }
  assert.deepEqual(found(judge('service/restart-loop', { ...DOWN, unit: trying })), ['found'])
  assert.deepEqual(found(judge('service/restart-loop', { ...DOWN, unit: { ...FAILED, restarts: 5 } })), [
    'gaveUp',
  ])
  const recent = { restarts: 3, since: '2026-11-25T11:58:00.000Z' }
  assert.deepEqual(found(judge('service/restart-loop', { unit: recent })), ['found'])
  assert.deepEqual(found(judge('service/restart-loop', { unit: { restarts: 3 } })), [])
  assert.deepEqual(causesOf({ ...DOWN, unit: { ...FAILED, restarts: 5 } })[0], 'service/restart-loop')
})

test('killed for memory: by the word of systemd, of the kernel, of Node or of Python', () => {
  const killed = { ...FAILED, result: 'oom-kill', exitCode: null, signal: 9 }
  assert.deepEqual(severities(judge('service/killed-for-memory', { ...DOWN, unit: killed })), ['error'])
  const heap = says('FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory')
  assert.deepEqual(severities(judge('service/killed-for-memory', { ...DOWN, unit: FAILED, journal: heap })), [
    'error',
  ])
  assert.deepEqual(severities(judge('service/killed-for-memory', { journal: heap })), ['warning'])
  assert.deepEqual(severities(judge('service/killed-for-memory', { unit: FAILED, ...DOWN })), [])
  assert.equal(causesOf({ ...DOWN, unit: killed })[0], 'service/killed-for-memory')
})

test('a server that runs in any way is running; one that may not be seen is unknown', () => {
  const noUnit = notSeen('unsupported')
  assert.equal(judge('service/not-running', {}).outcome, 'pass')
  assert.equal(judge('service/not-running', { unit: noUnit }).outcome, 'pass')
  assert.equal(judge('service/not-running', { ...DOWN, unit: noUnit }).outcome, 'fail')
  const stopped = { activeState: 'inactive', subState: 'dead', mainPid: 0 }
  assert.equal(judge('service/not-running', { ...DOWN, unit: stopped }).outcome, 'fail')
  const starting = { ...DOWN, processes: [serverProcess({ uptimeSeconds: 1 })] }
  assert.equal(judge('service/not-running', { ...starting, unit: noUnit }).outcome, 'pass')
  const denied = { ...DOWN, live: { state: 'denied', needs: '#999' } } as const
  assert.equal(judge('service/not-running', { ...denied, unit: noUnit }).outcome, 'unknown')
  assert.equal(judge('service/not-running', { processes: notSeen('denied', 'root') }).outcome, 'unknown')
})

test('a process that is stopped, traced, stuck or dead explains that it does not answer', () => {
  const hung = { live: { state: 'hung', status: null, users: null, settings: null, differs: null } } as const
  for (const [state, id] of [
    ['T', 'service/process-stopped'],
    ['t', 'service/process-stopped'],
    ['D', 'service/process-stuck'],
  ] as const) {
    assert.deepEqual(causesOf({ ...hung, processes: [serverProcess({ state })] }), [id])
  }
  assert.deepEqual(
    severities(judge('service/process-stuck', { processes: [serverProcess({ state: 'Z' })] })),
    ['error'],
  )
  assert.deepEqual(found(judge('service/process-stopped', { unit: { frozen: true } })), ['frozen'])
  assert.deepEqual(causesOf({ ...hung, processes: [serverProcess({ cpuPercent: 100 })] }), ['service/hung'])
  assert.ok(judge('service/hung', { ...hung, processes: [serverProcess()] }).findings[0]?.fix?.plan)
  // It would not hear anything else.
  const { findings } = judge('service/hung', {
    ...hung,
    unit: notSeen('unsupported'),
    processes: [serverProcess()],
  })
  assert.match(findings[0]?.fix?.commands[0] ?? '', /^kill -KILL /)
  const other = serverProcess({ state: 'T', isMeant: false })
  assert.deepEqual(severities(judge('service/process-stopped', { processes: [serverProcess(), other] })), [])
})

test('an old server in the way of ours is the cause; one that is the service itself is worth a hint', () => {
  const old = serverProcess({ pid: 99, kind: 'python', command: 'python3 Server.py', unit: null })
  const holds = listener({ pid: 99, kind: 'python', command: 'python3 Server.py', unit: null })
  const inTheWay = { ...DOWN, unit: FAILED, processes: [old], listeners: [holds] }
  assert.deepEqual(severities(judge('service/old-server', inTheWay)), ['error'])
  assert.equal(causesOf(inTheWay)[0], 'service/old-server')
  const asService = {
    ...DOWN,
    unit: { execStart: ['/usr/bin/python3', '/opt/chatserver/Server.py'], mainPid: 99 },
    processes: [old],
    listeners: [holds],
  }
  assert.deepEqual(severities(judge('service/old-server', asService)), ['hint'])
  assert.equal(judge('service/not-running', asService).outcome, 'pass')
})

test('several servers, with one configuration or with none', () => {
  const two = [serverProcess(), serverProcess({ pid: 99 })]
  const judged = judge('service/several', { processes: two })
  assert.deepEqual(severities(judged), ['warning'])
  assert.match(judged.findings[0]?.fix?.commands.join() ?? '', /kill 99$/)
  const which = { state: 'several', sockets: ['/run/chatctl/a.sock', '/run/chatctl/b.sock'] } as const
  assert.deepEqual(found(judge('service/several', { live: which })), ['which'])
})

test('a control socket that is gone, taken by something else, or left behind', () => {
  assert.deepEqual(found(judge('service/control-socket-missing', { live: { state: 'unreachable' } })), [
    'found',
  ])
  assert.deepEqual(found(judge('service/control-socket-missing', { live: { state: 'garbled' } })), [
    'garbled',
  ])
  const stale = { ...DOWN, unit: { ...FAILED }, live: { ...DOWN.live, state: 'stale' } } as Changes
  assert.deepEqual(severities(judge('service/control-socket-stale', stale)), ['warning'])
  assert.deepEqual(causesOf(stale), ['service/failed'])
})

test('descriptors, processor time and lateness', () => {
  const files = (openFiles: number | null, openFilesLimit: number | null) =>
    judge('service/open-files', { processes: [serverProcess({ openFiles, openFilesLimit })] })
  assert.deepEqual(severities(files(1020, 1024)), ['error'])
  assert.deepEqual(severities(files(850, 1024)), ['warning'])
  assert.deepEqual(severities(files(20, 64)), ['warning'])
  assert.equal(files(null, 1024).outcome, 'unknown')
  const late = (p99: number, uptimeSeconds = 3600) => ({
    live: { status: status({ uptimeSeconds, eventLoopDelay: { p50: 1, p99, max: p99 } }) },
  })
  assert.deepEqual(severities(judge('service/event-loop-slow', late(400))), ['warning'])
  assert.deepEqual(severities(judge('service/event-loop-slow', late(4000))), ['error'])
  assert.deepEqual(severities(judge('service/event-loop-slow', late(400, 5))), [])
  const busy = { processes: [serverProcess({ cpuPercent: 100 })] }
  assert.deepEqual(severities(judge('service/cpu-busy', { ...busy, ...late(400) })), ['warning'])
  assert.deepEqual(severities(judge('service/cpu-busy', { ...busy, ...late(5) })), [])
})

test('a crash of the last day is told, an older one is history', () => {
  const crash = (time: string) => ({ log: { lastCrash: { time, error: 'TypeError: x' } } })
  assert.deepEqual(severities(judge('service/crashed', crash('2026-11-25T10:00:00.000Z'))), ['warning'])
  assert.deepEqual(severities(judge('service/crashed', crash('2026-11-20T10:00:00.000Z'))), [])
})

test('what a unit of a user needs is asked of the systemd of that user', () => {
  const path = '/home/carol/.config/systemd/user/chatserver.service'
  const unit = { user: 'carol', group: null, isOfUser: true, fragmentPath: path } as const
  const carol = { user: 'carol', uid: 1001, serviceUser: 'carol', sudo: 'sudo ' }
  const commands = (id: CheckId, changes: Changes) => judge(id, changes).findings[0]?.fix?.commands
  const down = { activeState: 'failed', result: 'exit-code', mainPid: 0 }
  assert.deepEqual(commands('service/failed', { unit: { ...unit, ...down }, self: carol }), [
    'systemctl --user reset-failed chatserver',
    'systemctl --user restart chatserver',
  ])
  assert.deepEqual(commands('service/not-enabled', { unit: { ...unit, enabled: 'disabled' }, self: carol }), [
    'systemctl --user enable chatserver',
  ])
  assert.deepEqual(commands('service/not-enabled', { unit: { ...unit, enabled: 'disabled' } }), [
    'systemctl --user -M carol@ enable chatserver',
  ])
  const few = { unit, self: carol, processes: [serverProcess({ openFiles: 60, openFilesLimit: 64 })] }
  assert.deepEqual(commands('service/open-files', few)?.slice(0, 3), [
    'mkdir -p /home/carol/.config/systemd/user/chatserver.service.d',
    "printf '[Service]\\nLimitNOFILE=65536\\n' | tee /home/carol/.config/systemd/user/chatserver.service.d/zz-limit.conf",
    'systemctl --user daemon-reload',
  ])
  const untold = { loadState: 'not-found', untoldUser: 'carol' }
  assert.equal(judge('service/not-installed', { unit: untold }).outcome, 'unknown')
})

test('of the copies of chatctl the one that the unit runs counts', () => {
  const root = '/usr/local/lib/chatctl/chatctl-1.0.0-0123456789'
  const node = { kind: 'node', program: '/usr/bin/node', version: '24.21.0', supported: true } as const
  const of = (missing: readonly string[], lost: readonly string[]) =>
    judge('service/modules-missing', {
      runtime: {
        missing,
        ofUnit: { ...node, copy: { root, missing: lost } },
        asker: ['node', '/srv/run.js'],
      },
    })
  assert.deepEqual(severities(of([], [])), [])
  assert.deepEqual(severities(of([], ['dist/commands/serve.js'])), ['error'])
  assert.deepEqual(of([], ['x']).findings[0]?.fix?.commands, ['node /srv/run.js service install'])
  assert.deepEqual(severities(of(['@node-rs/argon2'], [])), ['warning'])
  const own = {
    missing: ['@node-rs/argon2'],
    asker: ['/usr/bin/node', `${root}/bin/run.js`],
    chatctl: '1.0.0',
  }
  const ofItself = judge('service/modules-missing', { runtime: { ...own, ofUnit: { ...node, copy: null } } })
  assert.deepEqual(ofItself.findings[0]?.fix?.commands, ['npx --yes chatctl@1.0.0 service install'])
  const alone = { runtime: { missing: ['@node-rs/argon2'], ofUnit: { ...node, copy: null } } }
  assert.deepEqual(severities(judge('service/modules-missing', alone)), ['error'])
})
