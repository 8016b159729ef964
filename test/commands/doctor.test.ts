import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { runCommand } from './run-command.ts'

test('a broken configuration is named with its place, and the exit code is the one of the guide', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'chatctl-doctor-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'config.json')
  writeFileSync(path, '{ "server": { "port": 3000, } }')
  const { code, stdout, stderr } = await runCommand(folder, ['doctor', 'config', '--config', path])
  assert.equal(code, 2, stderr)
  assert.match(stdout, /1\. FAIL config\/syntax/)
  assert.match(stdout, /config\.json:1:27/)
  const verdict = JSON.parse(
    (await runCommand(folder, ['doctor', 'config', '--json', '--config', path])).stdout,
  )
  assert.equal(verdict.outcome, 'fail')
  assert.equal(verdict.causes[0], 'config/syntax')
})

test('a word that names no check is exit code 3', async () => {
  const { code, stderr } = await runCommand(tmpdir(), ['doctor', 'nonsense'])
  assert.equal(code, 3)
  assert.match(stderr, /"nonsense"/)
})
