import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keeperOf } from '../../src/facts/card-keeper.ts'
import type { Host } from '../../src/host/host.ts'
import { liveHost } from '../../src/host/live-host.ts'
import { unseen } from '../../src/host/observed.ts'

const from = { source: 'test', ms: 0, at: '' }

function hostWith(files: Readonly<Record<string, string>>): Host {
  return {
    ...liveHost({}, '/'),
    readText: async (path) =>
      path in files ? { seen: true, value: files[path] ?? '', from } : unseen('missing', path, from),
  }
}

const keeps = (files: Readonly<Record<string, string>>, name = 'eth0', index = '2') =>
  keeperOf(hostWith(files), { name, index }, new Map())

test('a card of systemd-networkd names its router in its lease or in its file', async () => {
  const links = { '/run/systemd/netif/links/2': 'ADMIN_STATE=configured\nNETWORK_FILE=/run/x.network\n' }
  const lease = { '/run/systemd/netif/leases/2': 'ADDRESS=10.0.0.5\nROUTER=10.0.0.1\n' }
  const networkd = { keeper: 'networkd', keeperState: 'works' }
  assert.deepEqual(await keeps({ ...links, ...lease }), { ...networkd, gateway: '10.0.0.1' })
  const file = { '/run/x.network': '[Network]\nAddress=10.0.0.5/24\nGateway = 10.0.0.254\n' }
  assert.equal((await keeps({ ...links, ...file })).gateway, '10.0.0.254')
  // `_dhcp4` is no address, and a card that networkd leaves alone is not its own.
  const dhcp = { '/run/x.network': '[Network]\nGateway=_dhcp4\n' }
  assert.deepEqual(await keeps({ ...links, ...dhcp }), { ...networkd, gateway: null })
  assert.equal((await keeps({ '/run/systemd/netif/links/2': 'ADMIN_STATE=unmanaged\n' })).keeper, null)
})

const INTERFACES = `auto lo eth0
iface lo inet loopback

iface eth0 inet static
  address 10.0.0.5/24
  gateway 10.0.0.1

iface eth1 inet dhcp
`

test('a card of /etc/network/interfaces, which ifupdown forgets when it puts it away', async () => {
  const files = {
    '/run/network/ifstate': 'lo=lo\neth0=eth0\n',
    '/etc/network/interfaces': INTERFACES,
    '/var/lib/dhcp/dhclient.eth1.leases':
      'lease {\n  option routers 10.0.1.1;\n}\nlease {\n  option routers 10.0.1.254;\n}\n',
  }
  const ifupdown = { keeper: 'ifupdown', keeperState: 'works', gateway: '10.0.0.1' }
  assert.deepEqual(await keeps(files), ifupdown)
  assert.deepEqual(await keeps(files, 'eth1', '3'), {
    keeper: 'ifupdown',
    keeperState: 'stopped',
    gateway: '10.0.1.254',
  })
  assert.equal((await keeps(files, 'eth2', '4')).keeper, null)
  // A leftover of a machine that has it no more.
  assert.equal((await keeps({ '/etc/network/interfaces': INTERFACES })).keeper, null)
})

test('a keeper that works comes before one that should, and that one before none', async () => {
  const stopped = { '/etc/systemd/system/multi-user.target.wants/systemd-networkd.service': '[Unit]\n' }
  const networkd = { keeper: 'networkd', keeperState: 'stopped', gateway: null }
  assert.deepEqual(await keeps(stopped), networkd)
  const unmanaged = { '/run/systemd/netif/links/2': 'ADMIN_STATE=unmanaged\n' }
  assert.equal((await keeps({ ...stopped, ...unmanaged })).keeper, null)
  const here = { '/etc/network/interfaces': INTERFACES, '/run/network/ifstate': 'eth0=eth0\n' }
  assert.equal((await keeps({ ...stopped, ...here })).keeper, 'ifupdown')
  const managed = (keeperState: 'works' | 'stopped') =>
    new Map([['eth0', { keeper: 'NetworkManager' as const, keeperState, gateway: null }]])
  const eth0 = { name: 'eth0', index: '2' }
  const away = { ...here, '/run/network/ifstate': 'lo=lo\n' }
  assert.equal((await keeperOf(hostWith(away), eth0, managed('works'))).keeper, 'NetworkManager')
  assert.equal((await keeperOf(hostWith(away), eth0, managed('stopped'))).keeper, 'ifupdown')
  assert.equal((await keeperOf(hostWith(stopped), eth0, managed('stopped'))).keeper, 'NetworkManager')
  assert.equal((await keeperOf(hostWith(here), eth0, managed('stopped'))).keeper, 'ifupdown')
})
