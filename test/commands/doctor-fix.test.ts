import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { doctorSchema, undoSchema } from '../docs/verdict-schema.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { runCommand } from './run-command.ts'

const BROKEN = `{
  // the port
  "server": { "port": 3999, },
  "admin": { "password": "top-secret-1" },
}
`

/** A broken configuration, and chatctl that keeps its records in the same temporary folder. */
function broken(t: TestContext) {
  const folder = temporaryFolder(t)
  const config = join(folder, 'config.json')
  writeFileSync(config, BROKEN, { mode: 0o640 })
  const env = { XDG_STATE_HOME: join(folder, 'state') }
  return {
    folder,
    config,
    read: () => readFileSync(config, 'utf8'),
    run: (...args: string[]) => runCommand(folder, [...args, '--config', config], '', env),
  }
}

test('a dry run shows what would change, changes nothing, and ends like a doctor without --fix', async (t) => {
  const { run, read, folder } = broken(t)
  const { code, stdout, stderr } = await run('doctor', 'config', '--fix', '--dry-run', '--yes')
  assert.equal(code, (await run('doctor', 'config')).code)
  assert.match(stdout, /Would fix 1: config\/syntax/)
  assert.match(stdout, /^ +- {2}"server": \{ "port": 3999, \},$/m)
  assert.match(stdout, /^ +\+ {2}"server": \{ "port": 3999 \},$/m)
  assert.doesNotMatch(stdout + stderr, /top-secret/)
  assert.equal(read(), BROKEN)
  assert.ok(!existsSync(join(folder, 'state/chatctl/fixes')))
})

test('without a terminal and without --yes nothing is done, and it says which flag agrees', async (t) => {
  const { run, read } = broken(t)
  const { code, stderr } = await run('doctor', 'config', '--fix')
  assert.equal(code, 2)
  assert.match(stderr, /Agree beforehand with --yes\n/)
  assert.equal(read(), BROKEN)
})

test('a fix is applied and checked again, and undo brings back every byte', async (t) => {
  const { run, read, config, folder } = broken(t)
  const fixed = await run('doctor', 'config/syntax', '--fix', '--yes')
  assert.equal(fixed.code, 0, fixed.stderr)
  assert.match(fixed.stdout, /Nothing is wrong/)
  assert.match(fixed.stderr, /Done: config\/syntax finds nothing any more/)
  assert.doesNotMatch(fixed.stdout + fixed.stderr, /top-secret/)
  assert.equal(JSON.parse(read()).server.port, 3999)
  assert.equal(statSync(config).mode & 0o777, 0o640)

  const shown = await run('doctor', 'undo', '--dry-run')
  assert.match(shown.stdout, /put .*config\.json\s+back\s+as it was/)
  assert.doesNotMatch(shown.stdout, /top-secret/)
  assert.notEqual(read(), BROKEN)
  const refused = await run('doctor', 'undo')
  assert.equal(refused.code, 1)
  assert.match(refused.stdout, /Agree beforehand with --yes/)
  const undone = await run('doctor', 'undo', '--yes')
  assert.equal(undone.code, 0, undone.stderr)
  assert.equal(read(), BROKEN)
  assert.equal(statSync(config).mode & 0o777, 0o640)
  assert.deepEqual(readdirSync(join(folder, 'state/chatctl/fixes')), [])
  assert.equal((await run('doctor', 'undo', '--yes')).code, 1)
})

test('undo finds the fix also when the configuration is named by a link', async (t) => {
  const { run, read, config, folder } = broken(t)
  await run('doctor', 'config/syntax', '--fix', '--yes')
  const link = join(folder, 'link.json')
  symlinkSync(config, link)
  const env = { XDG_STATE_HOME: join(folder, 'state') }
  const { code } = await runCommand(folder, ['doctor', 'undo', '--yes', '--config', link], '', env)
  assert.equal(code, 0)
  assert.equal(read(), BROKEN)
})

test('undo refuses where the file has been changed since, and says so', async (t) => {
  const { run, read, config } = broken(t)
  await run('doctor', 'config/syntax', '--fix', '--yes')
  writeFileSync(config, '{}')
  const { code, stdout } = await run('doctor', 'undo', '--yes')
  assert.equal(code, 1)
  assert.match(stdout, /Not taken back: .*config\.json has been changed since/)
  assert.equal(read(), '{}')
})

test('with --json the verdict afterwards and the fixes are one document on standard output', async (t) => {
  const { run } = broken(t)
  const { stdout } = await run('doctor', 'config/syntax', '--fix', '--yes', '--json')
  const { outcome, fixes } = doctorSchema.parse(JSON.parse(stdout))
  assert.equal(outcome, 'pass')
  assert.deepEqual(
    fixes?.map(({ check, outcome }) => [check, outcome]),
    [['config/syntax', 'cured']],
  )
  assert.doesNotMatch(stdout, /top-secret/)
  const undone = await run('doctor', 'undo', '--yes', '--json')
  assert.equal(undoSchema.parse(JSON.parse(undone.stdout)).outcome, 'undone')
})

test('--dry-run belongs to --fix', async (t) => {
  const { run } = broken(t)
  const { code, stderr } = await run('doctor', '--dry-run')
  assert.equal(code, 3)
  assert.match(stderr, /--dry-run needs --fix/)
})
