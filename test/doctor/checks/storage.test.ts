import assert from 'node:assert/strict'
import { test } from 'node:test'
import { STORAGE_CHECKS } from '../../../src/doctor/checks/storage.ts'
import { sandboxOf } from '../../../src/facts/sandbox.ts'
import { useLocale } from '../../../src/messages/both.ts'
import { render } from '../../../src/messages/index.ts'
import { type Changes, facts } from '../facts.ts'
import { diskFacts, HEALTHY_PATHS, pathFacts } from '../healthy-files.ts'
import { judge } from './judge.ts'

useLocale('en')

const GIB = 1024 ** 3
const MIB = 1024 ** 2
const FOLDER = '/opt/chatserver'
const LOG = `${FOLDER}/server.log`
const STOPPED = { unit: { activeState: 'failed' }, live: { state: 'down' }, processes: [] } as const
const PYTHON = { execStart: ['/usr/bin/python3', `${FOLDER}/Server.py`] }
const folder = { kind: 'folder', mode: 0o750 } as const

const found = (changes: Changes) =>
  STORAGE_CHECKS.map(({ id }) => judge(id, changes))
    .filter(({ outcome }) => outcome !== 'pass')
    .map(({ check, outcome }) => `${check.id} ${outcome}`)
const disk = (changes: Parameters<typeof diskFacts>[0]) => ({ storage: { disks: [diskFacts(changes)] } })
const missing = {
  exists: false,
  kind: null,
  owner: null,
  mode: null,
  readable: null,
  writable: null,
} as const

test('a file of another user is told apart from one with a wrong mode, and from one that something else closes', () => {
  const log = (changes: Parameters<typeof pathFacts>[2]) => ({
    paths: [pathFacts(['log'], LOG, { writable: false, ...changes })],
  })
  assert.deepEqual(found(log({ owner: 'root' })), ['storage/wrong-owner fail'])
  assert.deepEqual(found(log({ mode: 0o440 })), ['storage/wrong-mode fail'])
  assert.deepEqual(found(log({})), ['storage/not-writable fail'])
  assert.deepEqual(found(log({ writable: true, owner: 'root' })), [])
  const [finding] = judge('storage/wrong-owner', log({ owner: 'root', group: 'root' })).findings
  assert.deepEqual(finding?.fix?.commands, [`chown chatserver:chatserver ${LOG}`, `chmod 640 ${LOG}`])
  assert.deepEqual(finding?.fix?.plan, {
    do: 'set-owner-and-mode',
    path: LOG,
    owner: 'chatserver:chatserver',
    mode: 0o640,
  })
  assert.match(render(finding?.evidence[0]?.text ?? { key: 'doctor.at' }), /root:root, with mode 640/)
})

test('a folder that belongs to somebody else with all that is in it is named once, and given back by one command', () => {
  const roots = { owner: 'root', group: 'root', readable: false, writable: false } as const
  const all = HEALTHY_PATHS.map((path) => ({
    ...path,
    ...roots,
    closedBy: path.path === FOLDER ? null : FOLDER,
  }))
  const { findings } = judge('storage/wrong-owner', { ...STOPPED, paths: all })
  assert.deepEqual(
    findings.map(({ fix }) => fix?.commands),
    [
      [
        'chown -R chatserver:chatserver /opt/chatserver',
        'systemctl reset-failed chatserver',
        'systemctl restart chatserver',
      ],
    ],
  )
  assert.equal(judge('storage/wrong-mode', { ...STOPPED, paths: all }).outcome, 'pass')
  const [config] = judge('config/unreadable', { ...STOPPED, paths: all }).findings
  assert.deepEqual(config?.fix?.plan, {
    do: 'give-folders',
    folders: [FOLDER],
    owner: 'chatserver:chatserver',
  })
  // The server goes on by itself.
  const running = judge('storage/wrong-owner', { paths: all }).findings[0]?.fix
  assert.deepEqual(running?.commands.length, 1)
  // What root keeps and the server may read is meant so.
  const kept = HEALTHY_PATHS.map((path) => ({ ...path, owner: 'root' }))
  assert.equal(judge('storage/wrong-owner', { paths: kept }).outcome, 'pass')
  // A folder of everybody is never given away as a whole, and of somebody else's only a person decides.
  const shared = all.map((path) => ({ ...path, path: path.path.replace(FOLDER, '/var/lib') }))
  const commands = judge('storage/wrong-owner', { paths: shared }).findings.flatMap(
    ({ fix }) => fix?.commands ?? [],
  )
  assert.ok(
    commands.every((command) => !command.includes('-R')),
    commands.join(),
  )
  const others = all.map((path) => ({ ...path, owner: 'mallory' }))
  assert.equal(judge('storage/wrong-owner', { paths: others }).findings[0]?.fix?.plan, undefined)
})

test('a folder that may not be entered is named once, however much lies in it', () => {
  const shut = { readable: false, writable: false, closedBy: '/opt', mode: 0o640 } as const
  const paths = [
    pathFacts(['data-folder'], FOLDER, { ...shut, kind: 'folder' }),
    pathFacts(['log'], LOG, shut),
    pathFacts(['ban-list'], `${FOLDER}/banned_ips.json`, shut),
  ]
  const { findings } = judge('storage/wrong-mode', { paths })
  assert.deepEqual(
    findings.map(({ fix }) => fix?.commands),
    [['chmod o+x /opt']],
  )
  const own = [
    pathFacts(['data-folder'], FOLDER, { kind: 'folder', mode: 0, readable: false, writable: false }),
    pathFacts(['log'], LOG, { ...shut, closedBy: FOLDER }),
  ]
  assert.deepEqual(
    judge('storage/wrong-mode', { paths: own }).findings.map(({ fix }) => fix?.plan),
    [{ do: 'set-owner-and-mode', path: FOLDER, owner: null, mode: 0o750 }],
  )
})

test('a list that the server can only read is enough for ours, and not for the original', () => {
  const paths = [pathFacts(['ban-list'], `${FOLDER}/banned_ips.json`, { owner: 'root', writable: false })]
  assert.deepEqual(found({ paths }), [])
  assert.deepEqual(found({ paths, unit: PYTHON }), ['storage/wrong-owner fail'])
})

test('what may not be looked at is unknown, unless something is found', () => {
  const hidden = pathFacts(['uploads'], `${FOLDER}/server_temp_files`, {
    exists: null,
    readable: null,
    writable: null,
  })
  assert.equal(judge('storage/wrong-owner', { paths: [hidden] }).outcome, 'unknown')
  const bad = pathFacts(['log'], LOG, { owner: 'root', writable: false })
  assert.equal(judge('storage/wrong-owner', { paths: [hidden, bad] }).outcome, 'fail')
})

test('a missing folder matters where the server cannot make it, has lost it, or is an original one', () => {
  const log = (creatable: boolean | null) => ({
    paths: [pathFacts(['log-folder'], '/var/log/chat', { ...missing, creatable, within: '/var/log' })],
  })
  assert.deepEqual(found({ ...log(false), ...STOPPED }), ['storage/folder-missing fail'])
  assert.deepEqual(found({ ...log(true), ...STOPPED }), [])
  assert.deepEqual(found({ ...log(true), ...STOPPED, unit: { ...STOPPED.unit, ...PYTHON } }), [
    'storage/folder-missing fail',
  ])
  assert.deepEqual(found(log(true)), [])
  const data = pathFacts(['data-folder'], '/srv/chat', { ...missing, creatable: true })
  assert.deepEqual(found({ paths: [data] }), ['storage/folder-missing fail'])
  assert.deepEqual(found({ ...log(null), ...STOPPED }), ['storage/folder-missing unknown'])
  assert.deepEqual(judge('storage/folder-missing', log(false)).findings[0]?.fix?.commands, [
    'mkdir -p /var/log/chat',
    'chown chatserver:chatserver /var/log/chat',
    'chmod 750 /var/log/chat',
  ])
})

test('of folders in one another the outermost is named', () => {
  const paths = [
    pathFacts(['data-folder'], '/srv/chat', { ...missing, creatable: false }),
    pathFacts(['log-folder'], '/srv/chat/log', { ...missing, creatable: false }),
  ]
  assert.deepEqual(
    judge('storage/folder-missing', { paths }).findings.map(({ fix }) => fix?.plan),
    [{ do: 'make-folder', path: '/srv/chat', mode: 0o750, user: 'chatserver' }],
  )
})

test('a disk is full, nearly full, or too full for uploads', () => {
  assert.deepEqual(found(disk({ freeBytes: MIB })), ['storage/disk-full fail'])
  assert.deepEqual(found(disk({ freeBytes: 300 * MIB })), ['storage/disk-full fail'])
  assert.deepEqual(found(disk({ freeBytes: 1.5 * GIB })), ['storage/disk-full warn'])
  assert.deepEqual(found(disk({ totalBytes: GIB, freeBytes: 90 * MIB })), ['storage/disk-full warn'])
  assert.deepEqual(found(disk({ totalBytes: 2000 * GIB, freeBytes: 15 * GIB })), [])
  assert.deepEqual(found(disk({ totalBytes: 0, freeBytes: 0 })), [])
  assert.match(
    render(
      judge('storage/disk-full', disk({ totalBytes: GIB, freeBytes: 90 * MIB })).findings[0]?.message ?? {
        key: 'doctor.at',
      },
    ),
    /Uploads are refused/,
  )
})

test('inodes run out where they are counted', () => {
  assert.deepEqual(found(disk({ freeInodes: 50_000 })), ['storage/inodes-full warn'])
  assert.deepEqual(found(disk({ freeInodes: 0 })), ['storage/inodes-full fail'])
  assert.deepEqual(found(disk({ totalInodes: 0, freeInodes: 0 })), [])
})

test('a read-only disk is a failure, and its room does not matter', () => {
  assert.deepEqual(found(disk({ readOnly: true, freeBytes: 0 })), ['storage/read-only fail'])
})

test('a log far beyond its limit is too big, and so is one that takes much of the disk', () => {
  const log = (bytes: number) => ({ logFiles: [{ path: LOG, bytes, modified: '2026-11-25T11:59:00.000Z' }] })
  assert.deepEqual(found({ storage: log(150 * MIB) }), ['storage/log-too-big warn'])
  assert.deepEqual(found({ storage: log(90 * MIB) }), [])
  const small = { ...log(600 * MIB), disks: [diskFacts({ totalBytes: 2 * GIB, freeBytes: GIB })] }
  assert.deepEqual(found({ storage: small, config: { settings: logging({ max_bytes: 400 * MIB }) } }), [
    'storage/log-too-big warn',
  ])
  const commands = (changes: Changes) => judge('storage/log-too-big', changes).findings[0]?.fix?.commands
  assert.deepEqual(commands({ storage: log(150 * MIB) }), ['chatctl logs clear --yes'])
  // An original server would go on writing to the file that was moved.
  assert.deepEqual(commands({ storage: log(150 * MIB), unit: PYTHON }), [
    `sh -c "gzip -c ${LOG} > ${LOG}.old.gz && truncate -s 0 ${LOG}"`,
  ])
  const old = { logFiles: [{ path: `${LOG}.1`, bytes: 150 * MIB, modified: '2026-11-25T11:59:00.000Z' }] }
  assert.deepEqual(commands({ storage: old }), [`gzip ${LOG}.1`])
})

function logging(changes: object) {
  const { config } = facts()
  assert.ok(config.seen)
  return { ...config.value.settings, logging: { ...config.value.settings.logging, ...changes } }
}

test('a log that nobody rotates is a hint while it is small, a warning when it is not, and fine with logrotate', () => {
  const config = { settings: logging({ max_bytes: 0 }) }
  const big = { logFiles: [{ path: LOG, bytes: 60 * MIB, modified: '2026-11-25T11:59:00.000Z' }] }
  const [hint] = judge('storage/log-not-rotated', { config }).findings
  assert.equal(hint?.severity, 'hint')
  assert.deepEqual(hint?.fix?.plan, {
    do: 'set-config',
    path: `${FOLDER}/config.json`,
    key: ['logging', 'max_bytes'],
    value: 10 * MIB,
  })
  assert.deepEqual(found({ config, storage: big }), ['storage/log-not-rotated warn'])
  assert.deepEqual(found({ config, storage: { ...big, rotatedBy: '/etc/logrotate.d/chat' } }), [])
})

test('a rotation that failed is told with what the log says of it', () => {
  const trouble = {
    event: 'log/rotate-failed',
    level: 'ERROR',
    count: 3,
    last: '2026-11-25T11:00:00.000Z',
    example: 'EACCES: rename',
  } as const
  const { findings } = judge('storage/log-not-rotated', { log: { troubles: [trouble] } })
  assert.match(render(findings[0]?.message ?? { key: 'doctor.at' }), /3×/)
})

test('a deleted file that is still open gives its room back as its process allows', () => {
  const open = (reopens: boolean, bytes = 50 * MIB) => ({
    storage: { deletedOpen: [{ pid: 4711, descriptor: 5, path: LOG, bytes, reopens }] },
  })
  const ours = judge('storage/log-deleted-open', open(true))
  assert.equal(ours.outcome, 'warn')
  assert.deepEqual(ours.findings[0]?.fix?.plan, { do: 'run', argv: ['kill', '-USR2', '4711'] })
  const theirs = judge('storage/log-deleted-open', open(false)).findings[0]?.fix
  assert.deepEqual([theirs?.commands, theirs?.risk], [['truncate -s 0 /proc/4711/fd/5'], 'destructive'])
  assert.deepEqual(found(open(true, 1000)), [])
  assert.deepEqual(found({ storage: { deletedOpen: null } }), ['storage/log-deleted-open unknown'])
})

test('a disk that the log fills within a week is told, unless rotation keeps the log smaller', () => {
  const storage = { disks: [diskFacts({ freeBytes: 3 * GIB })] }
  const log = { bytesPerDay: GIB }
  assert.deepEqual(found({ storage, log }), [])
  assert.deepEqual(found({ storage, log, config: { settings: logging({ max_bytes: 2 * GIB }) } }), [
    'storage/disk-filling warn',
  ])
  assert.deepEqual(
    found({
      storage,
      log: { bytesPerDay: 100 * MIB },
      config: { settings: logging({ max_bytes: 2 * GIB }) },
    }),
    [],
  )
})

test('files of a healthy server are healthy for an ordinary user too', () => {
  const self = { user: 'ann', uid: 1000, sudo: 'sudo ' }
  assert.deepEqual(found({ self, paths: HEALTHY_PATHS }), [])
  const bad = judge('storage/wrong-mode', {
    self,
    paths: [pathFacts(['data-folder'], FOLDER, { ...folder, mode: 0o550, writable: false })],
  })
  assert.deepEqual(bad.findings[0]?.fix?.commands, [`sudo chmod 750 ${FOLDER}`])
})

test('a unit that closes its own folders is found, with the setting, and what may be written is named', () => {
  const sandbox = (properties: Record<string, string>) => ({
    unit: { sandbox: sandboxOf(new Map(Object.entries(properties))) },
  })
  assert.deepEqual(found(sandbox({ ProtectSystem: 'full', ProtectHome: 'yes' })), [])
  assert.deepEqual(found(sandbox({ ProtectSystem: 'strict', ReadWritePaths: '-/opt/chatserver /srv' })), [])
  const strict = sandbox({
    ProtectSystem: 'strict',
    ReadWritePaths: '/opt/chat',
    LogsDirectory: 'chatserver',
  })
  assert.deepEqual(found(strict), ['storage/read-only fail'])
  const [finding] = judge('storage/read-only', strict).findings
  assert.match(render(finding?.message ?? { key: 'doctor.at' }), /ProtectSystem=strict/)
  assert.match(finding?.fix?.commands[1] ?? '', /ReadWritePaths=\/opt\/chatserver/)
  const inner = sandbox({ ReadWritePaths: '/opt', ReadOnlyPaths: '/opt/chatserver' })
  assert.deepEqual(found(inner), ['storage/read-only fail'])
})
