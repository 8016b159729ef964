import assert from 'node:assert/strict'
import { test } from 'node:test'
import { alertSchema } from '../docs/alert-schema.ts'
import { inBox } from '../faults/box-service.ts'
import type { SystemdBox } from '../helpers/systemd-box.ts'

const DROP_IN = '/etc/systemd/system/chatserver.service.d/fault.conf'
const WORDS = [
  'monitor',
  '--once',
  '--json',
  '--restart-when',
  'down',
  '--restart-when',
  'hung',
  '--restart-limit',
  '2',
]

/** One look: what was told, as kind and check. */
async function look(box: SystemdBox): Promise<{ events: string[]; messages: string }> {
  const { stdout, stderr, code } = await box.chatctl(WORDS)
  assert.ok([0, 1].includes(code), stderr)
  const alerts = stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => alertSchema.parse(JSON.parse(line)))
  const events = alerts.flatMap((alert) => alert.events)
  return {
    events: events.map(({ kind, check }) => `${kind} ${check ?? ''}`.trim()),
    messages: events.map(({ message }) => message).join('\n'),
  }
}

const state = async (box: SystemdBox) =>
  (await box.run(['systemctl', 'is-active', 'chatserver'])).stdout.trim()
const mainPid = async (box: SystemdBox) =>
  (await box.ok(['systemctl', 'show', '-P', 'MainPID', 'chatserver'])).trim()

/** Nobody but the monitor starts it again. */
async function withoutRestart(box: SystemdBox, success = 'SuccessExitStatus=143'): Promise<void> {
  await box.ok(['rm', '-rf', '/var/lib/chatctl'])
  await box.write(DROP_IN, `[Service]\nRestart=no\n${success}\n`)
  await box.ok(['systemctl', 'daemon-reload'])
  await box.ok(['systemctl', 'restart', 'chatserver'])
}

async function killed(box: SystemdBox): Promise<void> {
  await box.ok(['systemctl', 'kill', '--signal=KILL', 'chatserver'])
  for (let tries = 0; (await state(box)) === 'active' && tries < 100; tries++);
  assert.equal(await state(box), 'failed')
}

test('the monitor restarts a service within its limit, and only what was not stopped on purpose', (t) =>
  inBox(t, {
    async 'one that was killed or hangs runs again, which is told; the limit outlives the monitor'(box) {
      await withoutRestart(box)
      await killed(box)
      const first = await look(box)
      assert.equal(await state(box), 'active', first.messages)
      assert.ok(first.events.includes('restarted'), first.events.join())
      assert.match(first.messages, /it was down \(restart 1 of 2/)
      assert.ok(
        first.events.some((event) => event.startsWith('recovered')),
        first.events.join(),
      )

      const journal = await box.ok(['journalctl', '-q', '-o', 'json', 'CHATCTL_ALERT=restarted'])
      const entry = JSON.parse(journal.trim().split('\n').at(-1) ?? '{}')
      assert.equal(entry.PRIORITY, '6', journal)
      assert.match(entry.MESSAGE, /RESTARTED/)

      const before = await mainPid(box)
      await box.ok(['kill', '-STOP', before])
      const second = await look(box)
      assert.match(second.messages, /it did not answer \(restart 2 of 2/)
      assert.equal(await state(box), 'active')
      assert.notEqual(await mainPid(box), before)

      await killed(box)
      const held = await look(box)
      assert.equal(await state(box), 'failed')
      assert.ok(held.events.includes('restart-held'), held.events.join())
      assert.match(held.messages, /done 2 times within the last hour/)
    },
    async 'a server that was stopped on purpose stays so, and who may not restart says so'(box) {
      // Without the second line a stop looks like a failure.
      for (const [success, shown] of [
        ['', 'failed'],
        ['SuccessExitStatus=143', 'inactive'],
      ] as const) {
        await withoutRestart(box, success)
        await box.ok(['systemctl', 'stop', 'chatserver'])
        const { messages } = await look(box)
        assert.match(messages, /somebody has stopped it/)
        assert.equal(await state(box), shown)
      }
      await box.ok(['systemctl', 'start', 'chatserver'])
      await killed(box)
      const asUser = await box.chatctl([...WORDS, '--state', '/tmp/of-nobody'], { user: 'nobody' })
      assert.match(asUser.stdout, /could not be restarted|is not restarted/, asUser.stderr)
      assert.equal(await state(box), 'failed')
    },
  }))
