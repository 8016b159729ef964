import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'

test('a network that goes away and comes back: a short while loses nothing, a long one is a time-out, and people come back', (t) => {
  const namespace = ['unshare', '--net', '--mount', '--']
  const probe = spawnSync('unshare', ['--net', '--mount', '--', 'ip', 'link'], { encoding: 'utf8' })
  if (probe.status !== 0) return t.skip(`needs a network of its own: ${probe.stderr || probe.error?.message}`)
  const [program = '', ...args] = namespace
  const inside = join(import.meta.dirname, 'link-inside.ts')
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const run = spawnSync(program, [...args, process.execPath, '--test', '--test-reporter=tap', inside], {
    encoding: 'utf8',
    env,
  })
  assert.equal(run.status, 0, `${run.stdout}${run.stderr}`)
})
