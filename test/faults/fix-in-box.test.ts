import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fixIn, undoIn } from './box-doctor.ts'
import { GIVE_UP, inBox, settled, startChanged } from './box-service.ts'
import { type FixRun, unexplained } from './doctor-run.ts'

const CONFIG = '/opt/chatserver/config.json'

const outcomes = ({ fixes }: FixRun) => fixes.map(({ check, outcome }) => [check, outcome])

test('what keeps the service down is cured by --fix, and undo brings it back', (t) =>
  inBox(t, {
    async 'not enabled'(box) {
      const enabled = async () => (await box.run(['systemctl', 'is-enabled', 'chatserver'])).stdout.trim()
      await box.ok(['systemctl', 'disable', '--quiet', 'chatserver'])
      assert.deepEqual(outcomes(await fixIn(box)), [['service/not-enabled', 'cured']])
      assert.equal(await enabled(), 'enabled')
      assert.equal((await undoIn(box)).outcome, 'undone')
      assert.equal(await enabled(), 'disabled')
    },
    async stopped(box) {
      const active = async () => (await box.run(['systemctl', 'is-active', 'chatserver'])).stdout.trim()
      // Its farewell after SIGTERM is exit code 143, which is a failure where the unit does not say otherwise.
      await startChanged(box, 'SuccessExitStatus=143')
      await box.ok(['systemctl', 'stop', 'chatserver'])
      const run = await fixIn(box)
      assert.deepEqual(outcomes(run), [['service/not-running', 'cured']])
      assert.deepEqual(unexplained(run), [])
      assert.equal((await undoIn(box)).outcome, 'undone')
      assert.equal(await active(), 'inactive')
    },
    async 'a broken config.json: repaired first, then the service is started'(box) {
      await box.ok(['sed', '-i', '$ s/}$/,}/', CONFIG])
      const broken = await box.ok(['cat', CONFIG])
      const owner = await box.ok(['stat', '-c', '%U:%G %a', CONFIG])
      await startChanged(box, '', GIVE_UP)
      await settled(box)
      const run = await fixIn(box)
      assert.deepEqual(
        run.fixes.map(({ outcome }) => outcome),
        run.fixes.map(() => 'cured'),
        JSON.stringify(run.fixes),
      )
      assert.equal(run.fixes[0]?.check, 'config/syntax')
      assert.deepEqual(unexplained(run), [])
      // A start is final; the file is not.
      assert.equal((await undoIn(box)).outcome, 'undone')
      assert.equal(await box.ok(['cat', CONFIG]), broken)
      assert.equal(await box.ok(['stat', '-c', '%U:%G %a', CONFIG]), owner)
      await box.ok(['sed', '-i', '$ s/,}$/}/', CONFIG])
    },
    async 'a configuration that only root may read'(box) {
      await box.ok(['sh', '-c', `chown root:root ${CONFIG}; chmod 600 ${CONFIG}`])
      await startChanged(box, '', GIVE_UP)
      await settled(box)
      const run = await fixIn(box)
      assert.equal(run.fixes[0]?.check, 'config/unreadable')
      assert.deepEqual(unexplained(run), [], JSON.stringify(run.fixes))
      assert.equal((await undoIn(box)).outcome, 'undone')
      assert.equal((await box.ok(['stat', '-c', '%U:%G %a', CONFIG])).trim(), 'root:root 600')
      await box.ok(['sh', '-c', `chown chatserver:chatserver ${CONFIG}; chmod 640 ${CONFIG}`])
    },
    async 'an ordinary user gets the commands, and changes nothing'(box) {
      await box.ok(['systemctl', 'disable', '--quiet', 'chatserver'])
      const run = await fixIn(box, { user: 'nobody' })
      assert.deepEqual(outcomes(run), [['service/not-enabled', 'needs-root']])
      assert.deepEqual(run.fixes[0]?.commands, ['sudo systemctl enable chatserver'])
    },
  }))
