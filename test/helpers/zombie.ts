import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { TestContext } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'

/** The fields of /proc/PID/stat that follow the program's name: the state first. */
export const statOf = (pid: number) =>
  readFileSync(`/proc/${pid}/stat`, 'latin1')
    .replace(/^.*\) /s, '')
    .split(' ')

/** A process that has ended and that its parent has not taken note of, until the end of the test (Linux). */
export async function zombie(t: TestContext): Promise<number> {
  // The shell becomes a sleep, which never asks after the child that it did not start.
  const parent = spawn('sh', ['-c', 'sleep 0.1 & echo $!; exec sleep 60'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  t.after(() => parent.kill())
  const [text] = await once(parent.stdout, 'data')
  const pid = Number(text)
  for (let count = 0; statOf(pid)[0] !== 'Z'; count++) {
    assert.ok(count < 400, `process ${pid} does not end`)
    await delay(25)
  }
  return pid
}
