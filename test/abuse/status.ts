import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { ControlClient } from '../../src/control/client.ts'
import type { ServerStatus } from '../../src/control/methods.ts'
import { type Daemon, eventually } from '../helpers/daemon.ts'
import { PATIENCE } from '../helpers/wire-client.ts'

/** Where the tests of abuse need an address per attacker. */
export const LOOPBACK_NET = process.platform === 'linux' ? false : 'needs 127.x.y.z'

/** The port answers a moment before the control socket is there. */
async function control(daemon: Daemon): Promise<ControlClient> {
  const path = daemon.path('control.sock')
  await eventually(() => (existsSync(path) ? true : undefined), 'the control socket')
  return new ControlClient(path)
}

/** What the daemon says of itself, without the cost of a command. */
export const statusOf = async (daemon: Daemon): Promise<ServerStatus> =>
  (await control(daemon)).call('status', {})

/** The daemon reads its configuration again. */
export async function reload(daemon: Daemon): Promise<void> {
  await (await control(daemon)).call('reload', {})
}

/** Asks until the status is as wanted. */
export async function statusWhen(
  daemon: Daemon,
  isWanted: (status: ServerStatus) => boolean,
  ms = 4 * PATIENCE,
): Promise<ServerStatus> {
  const deadline = Date.now() + ms
  for (;;) {
    const status = await statusOf(daemon)
    if (isWanted(status)) return status
    assert.ok(Date.now() < deadline, `waited ${ms} ms, last: ${JSON.stringify(status)}`)
    await delay(20)
  }
}
