import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { storedFixes } from '../../../src/doctor/fixes/records.ts'
import { takeBack } from '../../../src/doctor/fixes/take-back.ts'
import { host, place, us } from './workbench.ts'

const BEFORE = '["10.0.0.1"'
const AFTER = '["10.0.0.1"]\n'
const KILLS = 12
const WRITER = new URL('./kill-writer.ts', import.meta.url).pathname

test('kill -9 at any moment leaves the old or the new file, and undo brings the old one back', async (t) => {
  for (let round = 0; round < KILLS; round++) {
    const { work, records, path, read } = place(t)
    const list = path('banned_ips.json')
    const argv = [WRITER, list, records, BEFORE, AFTER]
    const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] })
    t.after(() => child.kill('SIGKILL'))
    await once(child.stdout, 'data')
    await delay(10 + round * 7)
    assert.equal(child.exitCode, null, 'the writer ended by itself')
    const closed = once(child, 'close')
    child.kill('SIGKILL')
    await closed
    assert.ok([BEFORE, AFTER].includes(read('banned_ips.json')), read('banned_ips.json'))
    for (const fix of await storedFixes([records], us.uid, '/config.json')) {
      assert.equal((await takeBack(fix, host)).problem, null)
    }
    assert.equal(read('banned_ips.json'), BEFORE)
    const left = readdirSync(work).filter((name) => !name.includes('.draft-'))
    assert.deepEqual(left, ['banned_ips.json'])
  }
})
