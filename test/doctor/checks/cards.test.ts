import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CardFacts } from '../../../src/facts/shapes/cards.ts'
import type { NetworkFacts } from '../../../src/facts/shapes/network.ts'
import { status } from '../../cli/sample-room.ts'
import type { Changes } from '../facts.ts'
import { judge, severities } from './judge.ts'

const at = (address: string, isLease = false) => ({ address, prefix: 24, isLease })
const card = (name: string, given: Partial<CardFacts> = {}): CardFacts => ({
  name,
  kind: 'card',
  isWireless: false,
  isOn: true,
  hasLink: true,
  state: 'up',
  addresses: [],
  keeper: null,
  gateway: null,
  ...given,
})
const OFF = { isOn: false, hasLink: false, state: 'down' }
const UNPLUGGED = { hasLink: false, state: 'down' }
const ROUTES = { defaultBy: ['eth0'], networks: ['192.0.2.0/24'] }

function machine(cards: readonly CardFacts[] | null, more: Partial<NetworkFacts> = {}): Changes {
  const here = (cards ?? [])
    .filter(({ hasLink }) => hasLink)
    .flatMap(({ addresses }) => addresses.map(({ address }) => address))
  return { network: { cards, routes: ROUTES, addresses: ['127.0.0.1', ...here], ...more } }
}
const listensOn = (address: string) => ({
  listen: [{ use: 'chat' as const, host: address, port: 3000, addresses: [address], error: null }],
})
const down = (changes: Changes) => {
  const { outcome, findings } = judge('network/card-down', changes)
  return findings.length > 0
    ? findings.map(({ severity, message }) => `${severity} ${message.values?.card}`)
    : outcome
}

test('a laptop in a wireless network has a cable or not, and so has a machine with spare cards', () => {
  const wlan = card('wlan0', { isWireless: true, addresses: [at('192.168.1.5', true)] })
  assert.equal(down(machine([card('eth0', UNPLUGGED), wlan])), 'pass')
  assert.equal(down(machine([card('eth0', OFF), wlan])), 'pass')
  assert.deepEqual(down(machine([card('eth0', { ...UNPLUGGED, addresses: [at('10.0.0.5', true)] }), wlan])), [
    'hint eth0',
  ])
  const two = card('eth0', { addresses: [at('192.0.2.10')] })
  assert.equal(down(machine([two, card('eth1', UNPLUGGED), card('wlan0', OFF)])), 'pass')
})

test('a bridge or a bond is as good as the cards under it', () => {
  const bridge = card('br0', { kind: 'over-cards', addresses: [at('192.0.2.10')] })
  assert.equal(down(machine([card('eth0'), card('eth1', UNPLUGGED), bridge])), 'pass')
  assert.equal(judge('network/no-address', machine([card('eth0'), bridge])).outcome, 'pass')
  const dead = { ...bridge, hasLink: false, state: 'down' }
  assert.deepEqual(down(machine([card('eth0', UNPLUGGED), dead])), ['error eth0'])
  const bare = judge('network/no-address', machine([card('eth0'), { ...bridge, addresses: [] }]))
  assert.deepEqual(
    bare.findings.map(({ message }) => message.values?.card),
    ['br0'],
  )
})

test('the last way in is an error, one of several a warning', () => {
  const eth0 = { addresses: [at('192.0.2.10')] }
  assert.deepEqual(down(machine([card('eth0', { ...eth0, ...OFF }), card('wlan0', OFF)])), ['error eth0'])
  assert.deepEqual(down(machine([card('eth0', OFF), card('wlan0', { ...UNPLUGGED, isWireless: true })])), [
    'error eth0',
    'error wlan0',
  ])
  const other = card('eth1', { addresses: [at('10.0.0.5')] })
  assert.deepEqual(down(machine([card('eth0', { ...eth0, ...UNPLUGGED }), other])), ['warning eth0'])
  // A tunnel through a dead card leads nowhere.
  const tunnel = card('wg0', { kind: 'tunnel', addresses: [at('10.9.0.1')] })
  assert.deepEqual(down(machine([card('eth0', UNPLUGGED), tunnel])), ['error eth0'])
})

test('a server on one address needs the card of that address, and no other', () => {
  const eth0 = card('eth0', { ...OFF, addresses: [at('192.0.2.10')] })
  const eth1 = card('eth1', { addresses: [at('10.0.0.5')] })
  assert.deepEqual(down(machine([eth0, eth1], listensOn('192.0.2.10'))), ['error eth0'])
  assert.deepEqual(down(machine([eth0, eth1], listensOn('10.0.0.5'))), ['warning eth0'])
  const bare = card('eth0', UNPLUGGED)
  // A wrong address is no fault of a card, one that the server had is gone with it.
  assert.equal(down(machine([bare], listensOn('203.0.113.5'))), 'pass')
  const bound = { live: { status: status({ listening: [{ host: '203.0.113.5', port: 3000, tls: false }] }) } }
  assert.deepEqual(down({ ...machine([bare], listensOn('203.0.113.5')), ...bound }), ['error eth0'])
  assert.equal(down(machine([bare], listensOn('127.0.0.1'))), 'skipped')
})

test('without cards there is nothing to say, and what cannot be seen is unknown', () => {
  assert.equal(down(machine([])), 'skipped')
  assert.equal(down(machine(null)), 'unknown')
  assert.equal(down({ ...machine(null), self: { platform: 'darwin' } }), 'skipped')
  // A record of an earlier version has no cards at all.
  assert.equal(down({ network: { cards: undefined } as never }), 'unknown')
})

test('each keeper of a card has its own command', () => {
  const commands = (keeper: CardFacts['keeper'], changes: Partial<CardFacts> = {}) => {
    const changed = machine([card('eth0', { keeper, ...changes })])
    const id = changes.isOn === false ? 'network/card-down' : 'network/no-address'
    return judge(id, changed).findings[0]?.fix?.commands
  }
  const again = `sh -c 'ifdown --force eth0; ifup eth0'`
  const stopped = { keeperState: 'stopped' } as const
  assert.deepEqual(commands('networkd'), ['networkctl reconfigure eth0'])
  assert.deepEqual(commands('networkd', stopped), ['systemctl start systemd-networkd'])
  assert.deepEqual(commands('NetworkManager'), ['nmcli device connect eth0'])
  assert.deepEqual(commands('NetworkManager', stopped), [
    'systemctl start NetworkManager',
    'nmcli device connect eth0',
  ])
  assert.deepEqual(commands('ifupdown'), [again])
  assert.deepEqual(commands('ifupdown', stopped), ['ifup eth0'])
  assert.deepEqual(commands(null), ['ip -brief address show dev eth0'])
  assert.deepEqual(commands('networkd', OFF), ['ip link set eth0 up'])
  assert.deepEqual(commands('NetworkManager', OFF), ['ip link set eth0 up'])
  assert.deepEqual(commands('NetworkManager', { ...OFF, keeperState: 'off' }), ['nmcli networking on'])
  assert.deepEqual(commands('ifupdown', OFF), [again])
  assert.deepEqual(commands('ifupdown', { ...OFF, ...stopped }), ['ifup eth0'])
})

test('a missing default route is trouble where one is meant, or somebody came by it', () => {
  const eth0 = { addresses: [at('192.0.2.10')] }
  const none = { routes: { defaultBy: [], networks: ['192.0.2.0/24'] } }
  const route = (changes: Changes) => severities(judge('network/no-default-route', changes))
  assert.deepEqual(route(machine([card('eth0', eth0)])), [])
  const nextDoor = { sockets: { byPeer: [{ address: '192.0.2.77', count: 1 }] } }
  assert.deepEqual(route({ ...machine([card('eth0', eth0)], none), ...nextDoor }), [])
  const away = { sockets: { byPeer: [{ address: '198.51.100.7', count: 1 }] } }
  assert.deepEqual(route({ ...machine([card('eth0', eth0)], none), ...away }), ['warning'])
  const meant = card('eth0', { ...eth0, keeper: 'networkd', gateway: '192.0.2.1' })
  assert.deepEqual(route({ ...machine([meant], none), ...nextDoor }), ['error'])
  assert.equal(judge('network/no-default-route', machine([meant], { routes: null })).outcome, 'unknown')
})
