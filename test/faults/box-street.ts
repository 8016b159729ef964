import assert from 'node:assert/strict'
import { setTimeout as delay } from 'node:timers/promises'
import type { SystemdBox } from '../helpers/systemd-box.ts'
import { doctorIn } from './box-doctor.ts'
import { unexplained } from './doctor-run.ts'

/** The address of a box, and of the other machine, which is its router. */
export const HERE = '10.84.0.1'
export const ROUTER = '10.84.0.2'
/** What doctor is asked about a network. */
export const WORDS = ['network', 'chat']

/** The box gets a card, eth0, with a cable to another machine that is its router; nobody sets it up yet. */
export async function plugIn(box: SystemdBox): Promise<void> {
  await box.ok(['ip', 'netns', 'add', 'street'])
  await box.ok(['ip', 'link', 'add', 'eth0', 'type', 'veth', 'peer', 'name', 'port1', 'netns', 'street'])
  await street(box, 'addr', 'add', `${ROUTER}/24`, 'dev', 'port1')
  await street(box, 'link', 'set', 'port1', 'up')
}

/** `ip` on the other machine. */
export const street = (box: SystemdBox, ...args: string[]) => box.ok(['ip', '-n', 'street', ...args])

/** The other machine gets through to the server, and back by the default route. */
export async function isReachable(box: SystemdBox): Promise<void> {
  for (let look = 0; look < 300; look++) {
    const reached = await box.run(['ip', 'netns', 'exec', 'street', 'bash', '-c', `</dev/tcp/${HERE}/3000`])
    const { stdout } = await box.run(['ip', 'route'])
    if (reached.code === 0 && stdout.includes(`default via ${ROUTER}`)) return
    await delay(100)
  }
  assert.fail(await box.ok(['sh', '-c', 'ip address; ip route; journalctl -b --no-pager | tail -30']))
}

/** It does, and doctor finds nothing in the network. */
export async function healthy(box: SystemdBox): Promise<void> {
  await isReachable(box)
  assert.deepEqual(unexplained(await doctorIn(box, WORDS)), [])
}
