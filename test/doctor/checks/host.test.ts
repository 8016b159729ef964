import assert from 'node:assert/strict'
import { test } from 'node:test'
import { configSchema } from '../../../src/config/schema.ts'
import { judge, severities } from './judge.ts'

const GIB = 1024 ** 3

test('little memory left is a warning, a full cache or a moment of pressure is not', () => {
  assert.deepEqual(severities(judge('host/memory-low', {})), [])
  assert.deepEqual(severities(judge('host/memory-low', { memory: { availableBytes: 0.3 * GIB } })), [
    'warning',
  ])
  assert.deepEqual(severities(judge('host/memory-low', { memory: { pressure: 60 } })), [])
  assert.deepEqual(severities(judge('host/memory-low', { memory: { availableBytes: GIB, pressure: 60 } })), [
    'warning',
  ])
})

test('a service at the limit of its control group is found', () => {
  const group = { limitBytes: 100, usedBytes: 97, oomKills: 0 }
  assert.deepEqual(severities(judge('host/memory-low', { memory: { group } })), ['warning'])
  assert.deepEqual(
    severities(judge('host/memory-low', { memory: { group: { ...group, usedBytes: 50 } } })),
    [],
  )
})

test('kills for want of memory count when they hit the server, and what may not be seen is unknown', () => {
  const killed = [{ time: '2026-06-15T11:00:00.000Z', victim: 'node' }]
  assert.deepEqual(severities(judge('host/oom-kills', { memory: { killed, oomKills: 1 } })), ['warning'])
  const others = [{ time: null, victim: 'firefox' }]
  assert.deepEqual(severities(judge('host/oom-kills', { memory: { killed: others, oomKills: 1 } })), [])
  const inGroup = { limitBytes: 1, usedBytes: 0, oomKills: 2 }
  assert.deepEqual(severities(judge('host/oom-kills', { memory: { killed: null, group: inGroup } })), [
    'warning',
  ])
  assert.equal(judge('host/oom-kills', { memory: { killed: null, oomKills: null } }).outcome, 'unknown')
})

test('load is a finding only when processes wait for it', () => {
  assert.deepEqual(severities(judge('host/load-high', { load: { load1: 12, load5: 12 } })), [])
  assert.deepEqual(severities(judge('host/load-high', { load: { load1: 12, load5: 12, cpuPressure: 90 } })), [
    'warning',
  ])
  assert.deepEqual(
    severities(judge('host/load-high', { load: { load1: 12, load5: 12, cpuPressure: null } })),
    ['warning'],
  )
})

test('a disk that is busy all the time is a finding only when processors wait for it', () => {
  const busiestDisk = { name: 'sda', percent: 100 }
  assert.deepEqual(severities(judge('host/io-wait', { load: { busiestDisk } })), [])
  assert.deepEqual(severities(judge('host/io-wait', { load: { busiestDisk, ioWait: 60, ioPressure: 70 } })), [
    'warning',
  ])
})

test('a log that is ahead of the clock is a time jump', () => {
  const log = { aheadSeconds: 3600, newestTime: '2026-06-15T13:00:00.000Z', files: ['/var/log/server.log'] }
  assert.deepEqual(severities(judge('host/time-jump', { log })), ['warning'])
  assert.deepEqual(severities(judge('host/time-jump', { log: { ...log, aheadSeconds: 2 } })), [])
})

test('an unsynchronised clock is a hint, an untold one is skipped', () => {
  assert.deepEqual(severities(judge('host/clock-unsynchronised', { clock: { synchronized: false } })), [
    'hint',
  ])
  assert.equal(judge('host/clock-unsynchronised', { clock: { synchronized: null } }).outcome, 'skipped')
  const command = (service: 'none' | 'off' | 'on' | 'host') =>
    judge('host/clock-unsynchronised', { clock: { synchronized: false, service } }).findings[0]?.fix
      ?.commands[0]
  assert.equal(command('off'), 'timedatectl set-ntp true')
  assert.match(command('none') ?? '', /install -y systemd-timesyncd/)
  assert.match(command('on') ?? '', /^journalctl/)
  assert.equal(command('host'), 'timedatectl')
})

test('queues of the kernel are judged by the number of clients', () => {
  const settings = {
    'net.core.somaxconn': '128',
    'net.ipv4.tcp_syncookies': '1',
    'net.ipv4.tcp_max_syn_backlog': '16',
  }
  assert.deepEqual(severities(judge('host/kernel-settings', { kernel: { settings } })), [])
  const many = { settings: configSchema.parse({ server: { max_connections: 1000 } }) }
  assert.deepEqual(severities(judge('host/kernel-settings', { kernel: { settings }, config: many })), [
    'warning',
  ])
  assert.deepEqual(severities(judge('host/kernel-settings', { kernel: { settings: {} }, config: many })), [])
  const inSysctlConf = ['net.core.somaxconn']
  const low = judge('host/kernel-settings', { kernel: { settings, inSysctlConf }, config: many })
  assert.match(low.findings[0]?.fix?.commands[0] ?? '', /99-zz-chatserver\.conf \/etc\/sysctl\.conf$/)
})

test('descriptors of the machine run out before they are gone', () => {
  assert.deepEqual(severities(judge('host/file-max', { kernel: { openFiles: { used: 95, limit: 100 } } })), [
    'warning',
  ])
  assert.deepEqual(severities(judge('host/file-max', { kernel: { openFiles: { used: 5, limit: 100 } } })), [])
  assert.equal(judge('host/file-max', { kernel: { openFiles: null } }).outcome, 'skipped')
})
