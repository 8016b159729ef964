import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { bootSystemdBox, type SystemdBox } from '../helpers/systemd-box.ts'

export const UNIT = '/etc/systemd/system/chatserver.service'
const DROP_IN = `${UNIT}.d/fault.conf`

/** On a busy machine too, a service that does not start is given up soon. */
export const GIVE_UP = 'StartLimitIntervalSec=1h\nStartLimitBurst=3'

/** The healthy service again. */
async function reset(box: SystemdBox): Promise<void> {
  await box.ok(['rm', '-rf', `${UNIT}.d`])
  await box.ok(['systemctl', 'daemon-reload'])
  await box.ok(['systemctl', 'unmask', 'chatserver'])
  await box.ok(['systemctl', 'enable', '--quiet', 'chatserver'])
  await box.run(['systemctl', 'reset-failed', 'chatserver'])
  await box.ok(['systemctl', 'restart', 'chatserver'])
}

/** Changes the unit, and starts it as it is then, whether that works or not. */
export async function startChanged(box: SystemdBox, service: string, unit = ''): Promise<void> {
  await box.write(DROP_IN, `[Unit]\n${unit}\n[Service]\n${service}\n`)
  await box.ok(['systemctl', 'daemon-reload'])
  await box.run(['systemctl', 'restart', 'chatserver'])
}

/** Waits until systemd has nothing more to do with the unit. */
export async function settled(box: SystemdBox): Promise<void> {
  for (let look = 0; look < 200; look++) {
    const state = await box.ok(['systemctl', 'show', '-P', 'ActiveState', 'chatserver'])
    if (['failed', 'inactive', 'active'].includes(state.trim())) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  assert.fail('the unit does not come to rest')
}

/** Runs each fault on the healthy service of one box. */
export async function inBox(
  t: TestContext,
  faults: Readonly<Record<string, (box: SystemdBox) => Promise<void>>>,
): Promise<void> {
  const box = await bootSystemdBox(t)
  if (box === undefined) return
  await box.install()
  for (const [title, fault] of Object.entries(faults)) {
    await t.test(title, async () => {
      await reset(box)
      await fault(box)
    })
  }
}
