import assert from 'node:assert/strict'
import { test } from 'node:test'
import { routesOf } from '../../src/facts/routes.ts'
import type { Host } from '../../src/host/host.ts'
import { liveHost } from '../../src/host/live-host.ts'
import { unseen } from '../../src/host/observed.ts'

const from = { source: 'test', ms: 0, at: '' }

function hostWith(files: Record<string, string>): Host {
  return {
    ...liveHost({}, '/'),
    readText: async (path) =>
      path in files ? { seen: true, value: files[path] as string, from } : unseen('missing', path, from),
  }
}

test('routes are read as the kernel writes them, in both families', async () => {
  const four = `Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0
eth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
*\t0000000A\t00000000\t0201\t0\t0\t0\t000000FF\t0\t0\t0
`
  const zero = '0'.repeat(32)
  const six = `20010db8000000000000000000000000 40 ${zero} 00 ${zero} 00000100 00000001 00000000 00000001     eth0
${zero} 00 ${zero} 00 20010db8000000000000000000000001 00000400 00000003 00000000 00000003     eth1
${zero} 00 ${zero} 00 ${zero} ffffffff 00000001 00000000 00200200       lo
`
  assert.deepEqual(await routesOf(hostWith({ '/proc/net/route': four, '/proc/net/ipv6_route': six })), {
    defaultBy: ['eth0', 'eth1'],
    networks: ['192.0.2.0/24', '2001:db8::/64'],
  })
  assert.deepEqual(await routesOf(hostWith({ '/proc/net/route': 'Iface\tDestination\n' })), {
    defaultBy: [],
    networks: [],
  })
  assert.equal(await routesOf(hostWith({})), null)
})
