import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { waitForExit } from '../../src/cli/wait-for-exit.ts'
import { zombie } from '../helpers/zombie.ts'

test('a process that runs is waited for in vain, one that is gone is not', async (t) => {
  const child = spawn('sleep', ['30'])
  t.after(() => child.kill())
  const pid = child.pid as number
  assert.equal(await waitForExit(pid, 100), false)
  child.kill()
  await once(child, 'exit')
  assert.equal(await waitForExit(pid, 5000), true)
})

test('a process that has ended but that its parent has not taken note of has ended', {
  skip: process.platform !== 'linux' && 'needs /proc',
}, async (t) => {
  assert.equal(await waitForExit(await zombie(t), 5000), true)
})
