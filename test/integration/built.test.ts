import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const BUILT = resolve(import.meta.dirname, '../../bin/run.js')

// Bundling changes what a late import of a CommonJS package gives, which no run from the sources can show.
test('the built doctor gets every fact that the sources get', async (t) => {
  const cwd = temporaryFolder(t)
  const env = { ...process.env, XDG_RUNTIME_DIR: cwd, XDG_STATE_HOME: cwd, LC_ALL: 'C.UTF-8' }
  const stdout = await new Promise<string>((settle) => {
    execFile(process.execPath, [BUILT, 'doctor', '--json'], { cwd, env, timeout: 30_000 }, (_, out) =>
      settle(out),
    )
  })
  const { results } = JSON.parse(stdout) as { results: { check: string; outcome: string; message: string }[] }
  assert.deepEqual(
    results.filter(({ message }) => /TypeError|ReferenceError|Cannot find|is not a function/.test(message)),
    [],
  )
  assert.notEqual(results.find(({ check }) => check === 'host/memory-low')?.outcome, 'unknown')
})
