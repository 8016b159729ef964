import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bootSystemdBox } from '../helpers/systemd-box.ts'
import { doctorIn, typeFixIn } from './box-doctor.ts'
import { HERE, healthy, isReachable, plugIn, ROUTER, street, WORDS } from './box-street.ts'
import { assertFault, resultOf, unexplained } from './doctor-run.ts'

const NETWORK = `[Match]
Name=eth0
[Network]
Address=${HERE}/24
Gateway=${ROUTER}
LinkLocalAddressing=no
IPv6AcceptRA=no
`
test('a server on all addresses loses its network: the card, the cable, the address and the way out are told apart', async (t) => {
  const box = await bootSystemdBox(t)
  if (box === undefined) return
  await box.install()
  await box.ok(['systemctl', 'start', 'chatserver'])

  await t.test('a machine that has loopback alone is told nothing', async () => {
    const run = await doctorIn(box, WORDS)
    assert.deepEqual(unexplained(run), [])
    assert.equal(resultOf(run, 'network/card-down').outcome, 'skipped')
  })
  await plugIn(box)
  await box.write('/etc/systemd/network/10-eth0.network', NETWORK)
  await box.ok(['systemctl', 'start', 'systemd-networkd'])
  await t.test('a card that was switched off', async () => {
    await isReachable(box)
    await box.ok(['ip', 'link', 'set', 'eth0', 'down'])
    const seenByAll = await doctorIn(box, WORDS, { user: 'nobody' })
    assertFault(seenByAll, 'network/card-down', /eth0 is switched off[\s\S]*sudo ip link set eth0 up/)
    const run = await doctorIn(box, ['network/card-down'])
    await typeFixIn(box, run, 'network/card-down')
    await isReachable(box)
  })
  await t.test('a cable that is out, beside bridges and cards that are meant to be without', async () => {
    await box.ok(['ip', 'link', 'add', 'docker0', 'type', 'bridge'])
    await box.ok(['ip', 'addr', 'add', '172.17.0.1/16', 'dev', 'docker0'])
    await box.ok(['ip', 'link', 'set', 'docker0', 'up'])
    await box.ok(['ip', 'link', 'add', 'spare0', 'type', 'veth', 'peer', 'name', 'spare1'])
    await healthy(box)
    await street(box, 'link', 'set', 'port1', 'down')
    assertFault(
      await doctorIn(box, WORDS),
      'network/card-down',
      /eth0 is switched on and has no link \(NO-CARRIER, state \w+\)/,
    )
    await street(box, 'link', 'set', 'port1', 'up')
    await isReachable(box)
  })
  await t.test('an address that was taken away', async () => {
    await box.ok(['ip', 'address', 'flush', 'dev', 'eth0'])
    const run = await doctorIn(box, WORDS)
    assertFault(run, 'network/no-address', /networkctl reconfigure eth0/)
    await typeFixIn(box, run, 'network/no-address')
    await isReachable(box)
  })
  await t.test('an address that ran out while systemd-networkd was stopped', async () => {
    await box.ok(['systemctl', 'enable', '--quiet', 'systemd-networkd'])
    await box.ok(['systemctl', 'stop', 'systemd-networkd.socket', 'systemd-networkd'])
    await box.ok(['ip', 'address', 'flush', 'dev', 'eth0'])
    const run = await doctorIn(box, WORDS)
    assertFault(run, 'network/no-address', /systemctl start systemd-networkd/)
    await typeFixIn(box, run, 'network/no-address')
    await isReachable(box)
  })
  await t.test('a default route that is gone', async () => {
    await box.ok(['ip', 'route', 'del', 'default'])
    const run = await doctorIn(box, WORDS)
    assertFault(run, 'network/no-default-route', new RegExp(`names the router ${ROUTER}`))
    await typeFixIn(box, run, 'network/no-default-route')
    await healthy(box)
  })
})
