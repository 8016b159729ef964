import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { installation } from '../../src/host/installation.ts'
import { bootSystemdBox } from '../helpers/systemd-box.ts'
import { doctorIn, typeFixIn } from './box-doctor.ts'
import { settled } from './box-service.ts'
import { assertFault, unexplained } from './doctor-run.ts'

const COPY = '/usr/local/lib/chatctl/chatctl-*'

test('the copy of chatctl that the unit runs loses a file: a whole one beside it says so, and completes it', async (t) => {
  if (!existsSync(join(installation().root, 'dist/cli/main.js'))) return t.skip('needs the built program')
  const box = await bootSystemdBox(t)
  if (box === undefined) return
  const installed = await box.chatctl(['service', 'install'])
  assert.equal(installed.code, 0, installed.stderr)
  await box.ok(['sh', '-c', `rm ${COPY}/dist/commands/serve.js && systemctl restart chatserver || true`])
  await settled(box)
  const run = await doctorIn(box, ['service', 'network'])
  assertFault(
    run,
    'service/modules-missing',
    /missing below \/usr\/local\/lib\/chatctl\/\S+: dist\/commands\/serve\.js/,
  )
  await typeFixIn(box, run, 'service/modules-missing')
  assert.deepEqual(unexplained(await doctorIn(box, ['service', 'network'])), [])
})
