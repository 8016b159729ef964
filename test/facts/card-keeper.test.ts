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

test('a card of systemd-networkd names its router in its lease or in its file', async () => {
  const links = { '/run/systemd/netif/links/2': 'ADMIN_STATE=configured\nNETWORK_FILE=/run/x.network\n' }
  const lease = { '/run/systemd/netif/leases/2': 'ADDRESS=10.0.0.5\nROUTER=10.0.0.1\n' }
  assert.deepEqual(await keeperOf(hostWith({ ...links, ...lease }), 'eth0', '2'), {
    keeper: 'networkd',
    gateway: '10.0.0.1',
  })
  const file = { '/run/x.network': '[Network]\nAddress=10.0.0.5/24\nGateway = 10.0.0.254\n' }
  assert.equal((await keeperOf(hostWith({ ...links, ...file }), 'eth0', '2')).gateway, '10.0.0.254')
  // `_dhcp4` is no address, and a card that networkd leaves alone is not its own.
  const dhcp = { '/run/x.network': '[Network]\nGateway=_dhcp4\n' }
  assert.deepEqual(await keeperOf(hostWith({ ...links, ...dhcp }), 'eth0', '2'), {
    keeper: 'networkd',
    gateway: null,
  })
  const left = { '/run/systemd/netif/links/2': 'ADMIN_STATE=unmanaged\n' }
  assert.equal((await keeperOf(hostWith(left), 'eth0', '2')).keeper, null)
})

test('a card of NetworkManager, and one of /etc/network/interfaces', async () => {
  const managed = { '/run/NetworkManager/devices/3': '[device]\nmanaged=true\nconnection-uuid=1\n' }
  assert.equal((await keeperOf(hostWith(managed), 'eth1', '3')).keeper, 'NetworkManager')
  const interfaces = `auto lo eth0
iface lo inet loopback

iface eth0 inet static
  address 10.0.0.5/24
  gateway 10.0.0.1

iface eth1 inet dhcp
`
  const files = { '/run/network/ifstate': 'lo=lo\neth0=eth0\n', '/etc/network/interfaces': interfaces }
  assert.deepEqual(await keeperOf(hostWith(files), 'eth0', '2'), {
    keeper: 'ifupdown',
    gateway: '10.0.0.1',
  })
  // Not brought up by it.
  assert.equal((await keeperOf(hostWith(files), 'eth1', '3')).keeper, null)
})
