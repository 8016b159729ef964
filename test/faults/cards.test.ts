import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { bootSystemdBox, type SystemdBox } from '../helpers/systemd-box.ts'
import { doctorIn, typeFixIn } from './box-doctor.ts'
import { assertFault, resultOf, unexplained } from './doctor-run.ts'

const HERE = '10.84.0.1'
const ROUTER = '10.84.0.2'
const NETWORK = `[Match]
Name=eth0
[Network]
Address=${HERE}/24
Gateway=${ROUTER}
LinkLocalAddressing=no
IPv6AcceptRA=no
`
const words = ['network', 'chat']

/** The box gets a card, kept by systemd-networkd, with a cable to another machine that is its router. */
async function plugIn(box: SystemdBox): Promise<void> {
  await box.ok(['ip', 'netns', 'add', 'street'])
  await box.ok(['ip', 'link', 'add', 'eth0', 'type', 'veth', 'peer', 'name', 'port1', 'netns', 'street'])
  await street(box, 'addr', 'add', `${ROUTER}/24`, 'dev', 'port1')
  await street(box, 'link', 'set', 'port1', 'up')
  await box.write('/etc/systemd/network/10-eth0.network', NETWORK)
  await box.ok(['systemctl', 'start', 'systemd-networkd'])
}

const street = (box: SystemdBox, ...args: string[]) => box.ok(['ip', '-n', 'street', ...args])

/** The other machine gets through to the server, and back by the default route. */
async function isReachable(box: SystemdBox): Promise<void> {
  for (let look = 0; look < 300; look++) {
    const reached = await box.run(['ip', 'netns', 'exec', 'street', 'bash', '-c', `</dev/tcp/${HERE}/3000`])
    const { stdout } = await box.run(['ip', 'route'])
    if (reached.code === 0 && stdout.includes(`default via ${ROUTER}`)) return
    await delay(100)
  }
  assert.fail(await box.ok(['sh', '-c', 'networkctl status eth0; ip address; ip route']))
}

async function healthy(box: SystemdBox): Promise<void> {
  await isReachable(box)
  assert.deepEqual(unexplained(await doctorIn(box, words)), [])
}

test('a server on all addresses loses its network: the card, the cable, the address and the way out are told apart', async (t) => {
  const box = await bootSystemdBox(t)
  if (box === undefined) return
  await box.install()
  await box.ok(['systemctl', 'start', 'chatserver'])

  await t.test('a machine that has loopback alone is told nothing', async () => {
    const run = await doctorIn(box, words)
    assert.deepEqual(unexplained(run), [])
    assert.equal(resultOf(run, 'network/card-down').outcome, 'skipped')
  })
  await plugIn(box)
  await t.test('a card that was switched off', async () => {
    await isReachable(box)
    await box.ok(['ip', 'link', 'set', 'eth0', 'down'])
    const seenByAll = await doctorIn(box, words, { user: 'nobody' })
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
      await doctorIn(box, words),
      'network/card-down',
      /eth0 is switched on and has no link \(NO-CARRIER, state \w+\)/,
    )
    await street(box, 'link', 'set', 'port1', 'up')
    await isReachable(box)
  })
  await t.test('an address that was taken away', async () => {
    await box.ok(['ip', 'address', 'flush', 'dev', 'eth0'])
    const run = await doctorIn(box, words)
    assertFault(run, 'network/no-address', /networkctl reconfigure eth0/)
    await typeFixIn(box, run, 'network/no-address')
    await isReachable(box)
  })
  await t.test('a default route that is gone', async () => {
    await box.ok(['ip', 'route', 'del', 'default'])
    const run = await doctorIn(box, words)
    assertFault(run, 'network/no-default-route', new RegExp(`names the router ${ROUTER}`))
    await typeFixIn(box, run, 'network/no-default-route')
    await healthy(box)
  })
})
