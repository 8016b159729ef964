import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { CheckId } from '../../src/doctor/check-ids.ts'
import { missingPackages, unpackIn } from '../helpers/box-packages.ts'
import { bootSystemdBox, type SystemdBox } from '../helpers/systemd-box.ts'
import { doctorIn, typeFixIn } from './box-doctor.ts'
import { HERE, healthy, isReachable, plugIn, ROUTER, WORDS } from './box-street.ts'
import { assertFault, resultOf } from './doctor-run.ts'

const PACKAGES = ['network-manager', 'ifupdown']
const missing = missingPackages(PACKAGES)
const skip = missing.length > 0 && `needs ${missing.join(', ')}, as .ci/run fetches them`

const PROFILE = `[connection]
id=wired
type=ethernet
interface-name=eth0
[ipv4]
method=manual
address1=${HERE}/24,${ROUTER}
[ipv6]
method=disabled
`
const STANZA = `auto eth0
iface eth0 inet static
    address ${HERE}/24
    gateway ${ROUTER}
`
/** As Debian has it: what ifupdown sets up is none of NetworkManager's. */
const SHARED = '[main]\nplugins=ifupdown,keyfile\nno-auto-default=*\n[ifupdown]\nmanaged=false\n'

interface Fault {
  /** What a shell of the box is told. */
  readonly inject: string
  readonly found: CheckId
  readonly commands: readonly string[]
}

const CONNECT = 'nmcli device connect eth0'
const AGAIN = `sh -c 'ifdown --force eth0; ifup eth0'`

const OF_MANAGER: Readonly<Record<string, Fault>> = {
  'an address that was taken away': {
    inject: 'ip address flush dev eth0',
    found: 'network/no-address',
    commands: [CONNECT],
  },
  'a default route that is gone': {
    inject: 'ip route del default',
    found: 'network/no-default-route',
    commands: [CONNECT],
  },
  'a card that was switched off': {
    inject: 'ip link set eth0 down',
    found: 'network/card-down',
    commands: ['ip link set eth0 up'],
  },
  'a NetworkManager that was stopped, and an address that ran out meanwhile': {
    inject: 'systemctl stop NetworkManager && ip address flush dev eth0',
    found: 'network/no-address',
    commands: ['systemctl start NetworkManager', CONNECT],
  },
  'a NetworkManager that was told to leave all cards alone': {
    inject: 'nmcli networking off',
    found: 'network/card-down',
    commands: ['nmcli networking on'],
  },
}

const OF_IFUPDOWN: Readonly<Record<string, Fault>> = {
  'an address that was taken away': {
    inject: 'ip address flush dev eth0',
    found: 'network/no-address',
    commands: [AGAIN],
  },
  'a default route that is gone': {
    inject: 'ip route del default',
    found: 'network/no-default-route',
    commands: [AGAIN],
  },
  'a card that was switched off': {
    inject: 'ip link set eth0 down',
    found: 'network/card-down',
    commands: [AGAIN],
  },
  'a card that ifdown has put away': {
    inject: 'ifdown eth0',
    found: 'network/card-down',
    commands: ['ifup eth0'],
  },
}

/** Brings each fault about, and types what is printed; in the end nothing is left of any. */
async function inject(t: TestContext, box: SystemdBox, faults: Readonly<Record<string, Fault>>) {
  await isReachable(box)
  for (const [title, { inject, found, commands }] of Object.entries(faults)) {
    await t.test(title, async () => {
      await box.ok(['sh', '-c', inject])
      const run = await doctorIn(box, WORDS)
      assertFault(run, found, /eth0/)
      assert.deepEqual(resultOf(run, found).fix?.commands, commands)
      await typeFixIn(box, run, found)
      await isReachable(box)
    })
  }
  await healthy(box)
}

test('with NetworkManager and ifupdown on one machine, what is printed for a card is for the one that keeps it, and brings it back', {
  skip,
}, async (t) => {
  const box = await bootSystemdBox(t)
  if (box === undefined) return
  await unpackIn(box, PACKAGES)
  const connections = '/etc/NetworkManager/system-connections'
  await box.ok(['sh', '-c', `rm -rf ${connections} /etc/network/interfaces.d; mkdir -p /run/network`])
  await box.write('/etc/NetworkManager/NetworkManager.conf', SHARED)
  await box.install()
  await box.ok(['systemctl', 'reload-or-restart', 'dbus'])
  await box.ok(['systemctl', 'start', 'chatserver'])
  await plugIn(box)

  await t.test('a card of NetworkManager', async (t) => {
    await box.write('/etc/network/interfaces', 'auto lo\niface lo inet loopback\n')
    await box.write(`${connections}/wired.nmconnection`, PROFILE)
    await box.ok(['chmod', '600', `${connections}/wired.nmconnection`])
    await box.ok(['ifup', 'lo'])
    await box.ok(['systemctl', 'start', 'NetworkManager'])
    await inject(t, box, OF_MANAGER)
  })
  await t.test('a card that NetworkManager watches and nobody keeps', async () => {
    await box.ok(['nmcli', 'connection', 'delete', 'wired'])
    await box.ok(['sh', '-c', `ip link set eth0 up && ip address replace ${HERE}/24 dev eth0`])
    await box.ok(['ip', 'route', 'replace', 'default', 'via', ROUTER])
    await isReachable(box)
    await box.ok(['ip', 'address', 'flush', 'dev', 'eth0'])
    const run = await doctorIn(box, WORDS, { user: 'nobody' })
    assertFault(run, 'network/no-address', /as it was set up/)
    assert.deepEqual(resultOf(run, 'network/no-address').fix?.commands, ['ip -brief address show dev eth0'])
  })
  await t.test('a card of ifupdown, beside a NetworkManager that runs', async (t) => {
    await box.write('/etc/network/interfaces', STANZA)
    await box.ok(['systemctl', 'restart', 'NetworkManager'])
    await box.ok(['ifup', 'eth0'])
    await inject(t, box, OF_IFUPDOWN)
  })
})
