import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askNetworkManager } from '../../src/facts/network-manager.ts'
import type { Host } from '../../src/host/host.ts'
import { liveHost } from '../../src/host/live-host.ts'
import { unseen } from '../../src/host/observed.ts'

const from = { source: 'test', ms: 0, at: '' }
const STARTED = '/etc/systemd/system/multi-user.target.wants/NetworkManager.service'
const MANAGED = '[device]\nmanaged=true\nconnection-uuid=u2\n'
const DEVICES = `GENERAL.DEVICE:eth0
GENERAL.STATE:100 (connected)

GENERAL.DEVICE:eth1
GENERAL.STATE:100 (connected)
DHCP4.OPTION[25]:requested_routers = 1
DHCP4.OPTION[26]:routers = 10.0.1.254

GENERAL.DEVICE:lo
GENERAL.STATE:100 (connected (externally))
`
const PROFILES = `connection.uuid:u2
ipv4.gateway:10.0.0.1
ipv4.never-default:no
ipv6.gateway:

connection.uuid:u3
ipv4.gateway:
ipv4.never-default:no
ipv6.gateway:
`

/** A machine whose nmcli answers by its last word but the names, and whose cards NetworkManager has noted down. */
function machine(
  devices: Readonly<Record<string, string>>,
  answers: Readonly<Record<string, string | number>>,
) {
  const asked: string[] = []
  const host: Host = {
    ...liveHost({}, '/'),
    readText: async (path) => {
      const value = devices[path.replace('/run/NetworkManager/devices/', '')]
      return value === undefined ? unseen('missing', path, from) : { seen: true, value, from }
    },
    run: async ([, ...args]) => {
      const word = args.find((arg) => arg in answers) ?? ''
      asked.push(word)
      const answer = answers[word] ?? 1
      const [stdout, exitCode] = typeof answer === 'number' ? ['', answer] : [answer, 0]
      return { seen: true, value: { stdout, stderr: '', exitCode }, from }
    },
  }
  const cards = ['lo', 'eth0', 'eth1'].map((name, at) => ({ name, index: `${at + 1}` }))
  return { asked, kept: () => askNetworkManager(host, cards, AbortSignal.timeout(60_000)) }
}

test('a card of NetworkManager names its router in its profile or in its lease, and one that it watches is not its own', async () => {
  const { kept, asked } = machine(
    { 1: MANAGED, 2: MANAGED, 3: MANAGED.replace('u2', 'u3') },
    { device: DEVICES, connection: PROFILES },
  )
  const manager = { keeper: 'NetworkManager', keeperState: 'works' }
  assert.deepEqual(
    [...(await kept())],
    [
      ['eth0', { ...manager, gateway: '10.0.0.1' }],
      ['eth1', { ...manager, gateway: '10.0.1.254' }],
    ],
  )
  assert.deepEqual(asked, ['device', 'connection'])
})

test('a profile that must not lead everywhere names no router, and one of IPv6 does', async () => {
  const gateway = async (profile: string) => {
    const { kept } = machine(
      { 2: MANAGED },
      { device: DEVICES, connection: `connection.uuid:u2\n${profile}` },
    )
    return (await kept()).get('eth0')?.gateway
  }
  assert.equal(await gateway('ipv4.gateway:10.0.0.1\nipv4.never-default:yes\n'), null)
  assert.equal(await gateway('ipv4.gateway:\nipv6.gateway:2001\\:db8\\:\\:1\n'), '2001:db8::1')
  assert.equal(await gateway(''), null)
})

test('NetworkManager that does not run, or was told to leave all cards alone, is said to be so', async () => {
  const state = async (devices: Record<string, string>, answers: Record<string, string | number>) =>
    (await machine(devices, answers).kept()).get('eth0')?.keeperState
  const strange = DEVICES.replaceAll('100 (connected)', '10 (unmanaged)')
  assert.equal(await state({ 2: MANAGED }, { device: 8 }), 'stopped')
  assert.equal(await state({ 2: '[device]\n' }, { device: 8 }), undefined)
  assert.equal(await state({ [STARTED]: '[Unit]\n' }, { device: 8 }), 'stopped')
  // A question that it does not understand is no sign of either.
  assert.equal(await state({ 2: MANAGED }, { device: 2 }), 'works')
  assert.equal(await state({ 2: '[device]\n' }, { device: strange, networking: 'disabled\n' }), 'off')
  // Of what it kept once, the note stays.
  assert.equal(await state({ 2: MANAGED }, { device: strange, networking: 'enabled\n' }), undefined)
})

test('where it never was, nobody is asked', async () => {
  const { kept, asked } = machine({}, {})
  assert.equal((await kept()).size, 0)
  assert.deepEqual(asked, [])
})
