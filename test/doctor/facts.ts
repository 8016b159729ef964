import { bestGuess } from '../../src/config/best-guess.ts'
import { resolvePaths } from '../../src/config/resolve-paths.ts'
import type { Check, CheckResult } from '../../src/doctor/check.ts'
import type { CheckId } from '../../src/doctor/check-ids.ts'
import { runChecks } from '../../src/doctor/run-checks.ts'
import type { FactName, Facts, FactValues } from '../../src/facts/facts.ts'
import { type Observed, type Provenance, type Unseen, unseen } from '../../src/host/observed.ts'
import { HEALTHY_LISTS, HEALTHY_PATHS, HEALTHY_STORAGE } from './healthy-files.ts'

import { healthyNetwork } from './healthy-network.ts'

const GIB = 1024 ** 3
const FROM: Provenance = { source: 'fixture', ms: 1, at: '2026-11-25T12:00:00.000Z' }
const { admin: _, ...SETTINGS } = resolvePaths(bestGuess('{}'), '/opt/chatserver')

/** What is seen on a machine where nothing is wrong: the server runs as a unit, with a password hash, and has users. */
const HEALTHY: FactValues = {
  self: {
    platform: 'linux',
    os: 'Debian GNU/Linux 13 (trixie)',
    kernel: '6.12.0',
    user: 'root',
    uid: 0,
    hostname: 'chat',
    addresses: ['192.0.2.10', '2001:db8::10'],
    sshFrom: '198.51.100.7',
    serviceUser: 'chatserver',
    serviceGroup: 'chatserver',
    sudo: '',
    unitName: 'chatserver',
    unitIsMeant: true,
  },
  unit: {
    name: 'chatserver',
    loadState: 'loaded',
    activeState: 'active',
    subState: 'running',
    result: 'success',
    exitCode: null,
    signal: null,
    restarts: 0,
    enabled: 'enabled',
    type: 'notify',
    execStart: ['/usr/bin/chatctl', 'serve', '--config', '/opt/chatserver/config.json'],
    user: 'chatserver',
    group: 'chatserver',
    workingDirectory: '/opt/chatserver',
    environmentNames: [],
    mainPid: 4711,
    since: '2026-11-20T08:00:00.000Z',
    fragmentPath: '/etc/systemd/system/chatserver.service',
    openFilesLimit: 65_536,
    needsReload: false,
    loadError: null,
    supplementaryGroups: [],
    sandbox: { readOnly: [], writable: [] },
    dynamicUser: false,
    ambientCapabilities: [],
    frozen: false,
    restart: 'on-failure',
    userExists: true,
    unusable: [],
  },
  config: {
    path: '/opt/chatserver/config.json',
    file: '/opt/chatserver/config.json',
    found: true,
    bytes: 1200,
    diagnostics: [],
    repairs: [],
    usable: true,
    settings: SETTINGS,
    password: { enabled: true, form: 'argon2', published: false, short: false },
    mode: 0o640,
    owner: 'chatserver',
    group: 'chatserver',
    modified: '2026-11-19T10:00:00.000Z',
    origins: {},
    unitPath: null,
    shell: { path: '/opt/chatserver/config.json', variables: [] },
    othersMayRead: false,
  },
  paths: HEALTHY_PATHS,
  storage: HEALTHY_STORAGE,
  lists: HEALTHY_LISTS,
  ...healthyNetwork(SETTINGS),
  memory: {
    totalBytes: 8 * GIB,
    availableBytes: 4 * GIB,
    swapTotalBytes: 0,
    swapFreeBytes: 0,
    oomKills: 0,
    killed: [],
    group: { limitBytes: null, usedBytes: 90_000_000, oomKills: 0 },
    pressure: 0,
  },
  load: {
    load1: 1,
    load5: 1,
    cpus: 2,
    cpuPressure: 5,
    ioPressure: 1,
    ioWait: 2,
    busiestDisk: { name: 'sda', percent: 10 },
  },
  clock: { synchronized: true, bootedAt: '2026-11-01T00:00:00.000Z' },
  kernel: {
    settings: { 'net.core.somaxconn': '4096', 'net.ipv4.tcp_syncookies': '1' },
    openFiles: { used: 2000, limit: 100_000 },
  },
  runtime: {
    chatctl: '1.0.0',
    node: '24.21.0',
    nodeSupported: true,
    missing: [],
    ofUnit: { kind: 'node', program: '/usr/bin/chatctl', version: '24.21.0', supported: true },
  },
  upkeep: {
    backup: {
      path: '/var/backups/chatserver/a.tar.gz',
      made: '2026-11-25T02:00:00.000Z',
      bytes: 9000,
      readable: true,
    },
    backupFolders: ['/var/backups/chatserver'],
    deniedBackupFolders: [],
    schedules: ['chatserver-monitor.timer'],
    unreadableSchedules: [],
    packagesChanged: '2026-11-20T06:00:00.000Z',
    rebootRequired: false,
  },
  log: {
    hour: { byLevel: { INFO: 10 }, byEvent: { 'chat/text': 10 } },
    day: { byLevel: { INFO: 100 }, byEvent: { 'chat/text': 100 } },
    troubles: [],
    lastStart: '2026-11-20T08:00:00.000Z',
    lastStop: null,
    lastCrash: null,
    heartbeatTimeouts: [],
    refused: [],
    bannedAsking: [],
    newestTime: '2026-11-25T11:59:00.000Z',
    bytesPerDay: 100_000,
    levels: ['INFO'],
    cut: null,
    unreadable: [],
    files: ['/opt/chatserver/server.log'],
    aheadSeconds: 0,
  },
}

function seen<T>(value: T): Observed<T> {
  return { seen: true, value, from: FROM }
}

/** A fact that was not seen. */
export function notSeen(why: Unseen, wouldNeed?: string): Observed<never> {
  return unseen(why, 'fixture', FROM, wouldNeed)
}

export type Changes = { readonly [Name in FactName]?: Partial<FactValues[Name]> | Observed<FactValues[Name]> }

/** The facts of a healthy machine, except for what is given: some keys of a fact, a whole list, or an observation. */
export function facts(changes: Changes = {}): Facts {
  const names = Object.keys(HEALTHY) as FactName[]
  return Object.fromEntries(
    names.map((name) => [name, changed(HEALTHY[name], changes[name])]),
  ) as unknown as Facts
}

function changed(healthy: object, change: object | undefined): Observed<unknown> {
  if (change === undefined) return seen(healthy)
  if ('seen' in change && 'from' in change) return change as Observed<unknown>
  return seen(Array.isArray(change) ? change : { ...healthy, ...change })
}

/** What one check makes of facts. */
export function judge(checks: readonly Check[], id: CheckId, given: Facts): CheckResult {
  const check = checks.find((candidate) => candidate.id === id)
  if (check === undefined) throw new Error(`no check ${id}`)
  return runChecks([check], given)[0] as CheckResult
}
