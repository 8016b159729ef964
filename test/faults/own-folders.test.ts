import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SystemdBox } from '../helpers/systemd-box.ts'
import { doctorIn, fixIn, typeFixIn, undoIn } from './box-doctor.ts'
import { inBox, settled, startChanged } from './box-service.ts'
import { assertFault, resultOf, saidBy, unexplained } from './doctor-run.ts'

const words = ['config', 'service', 'storage', 'network']
/** The server makes and removes files of its own meanwhile. */
const owners = (box: SystemdBox) =>
  box.ok(['find', '/opt/chatserver', '!', '-name', 'instance.json', '-printf', '%p %u:%g %m\n'])

/** As after `sudo cp` or an editor of root's: nothing of it is the server's any more. */
async function giveToRoot(box: SystemdBox): Promise<void> {
  await box.ok(['chown', '-R', 'root:root', '/opt/chatserver'])
  await startChanged(box, 'Restart=no')
  await settled(box)
}

test('folders that the server lost as a whole are told and given back in one round', (t) =>
  inBox(t, {
    async 'the commands that are printed'(box) {
      await giveToRoot(box)
      const run = await doctorIn(box, words)
      assertFault(run, 'config/unreadable', /^chown -R chatserver:chatserver \/opt\/chatserver$/m)
      assert.match(saidBy(run, 'storage/wrong-owner'), /\/opt\/chatserver\/data/)
      assert.ok(resultOf(run, 'storage/wrong-owner').explainedBy.includes('config/unreadable'))
      await typeFixIn(box, run, 'config/unreadable')
      assert.deepEqual(unexplained(await doctorIn(box, words)), [])
    },
    async '--fix, and undo'(box) {
      await giveToRoot(box)
      const before = await owners(box)
      const run = await fixIn(box)
      assert.equal(run.fixes[0]?.check, 'config/unreadable', JSON.stringify(run.fixes))
      assert.deepEqual(
        run.fixes.filter(({ check }) => /^(?:config|storage)\//.test(check)).length,
        1,
        JSON.stringify(run.fixes),
      )
      assert.deepEqual(unexplained(run), [])
      assert.doesNotMatch(await owners(box), /root/)
      await box.ok(['systemctl', 'stop', 'chatserver'])
      const undone = await undoIn(box)
      assert.equal(undone.outcome, 'undone', JSON.stringify(undone))
      assert.equal(await owners(box), before)
      await box.ok(['chown', '-R', 'chatserver:chatserver', '/opt/chatserver'])
    },
    async 'a log folder that is missing, and beyond what the unit lets the server write to'(box) {
      await box.ok(['sed', '-i', 's#/var/log/chatserver/#/srv/log/chat/#', '/opt/chatserver/config.json'])
      await startChanged(box, 'ProtectSystem=strict\nReadWritePaths=/opt/chatserver\nRestart=no')
      await settled(box)
      const run = await doctorIn(box, words)
      assertFault(run, 'storage/read-only', /mkdir -p \/srv\/log\/chat[\s\S]*ReadWritePaths=\/srv\/log\/chat/)
      await box.run(['systemctl', 'reset-failed', 'chatserver'])
      await typeFixIn(box, run, 'storage/read-only')
      assert.deepEqual(unexplained(await doctorIn(box, words)), [])
    },
  }))
