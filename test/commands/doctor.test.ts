import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { verdictSchema } from '../docs/verdict-schema.ts'
import { eventually } from '../helpers/daemon.ts'
import { PROGRAM } from '../helpers/program.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { runCommand } from './run-command.ts'

test('a broken configuration is named with its place, and the exit code is the one of the guide', async (t) => {
  const { folder, path } = broken(t)
  const { code, stdout, stderr } = await runCommand(folder, ['doctor', 'config', '--config', path])
  assert.equal(code, 2, stderr)
  assert.match(stdout, /1\. FAIL config\/syntax/)
  assert.match(stdout, /config\.json:1:27/)
  const verdict = verdictSchema.parse(
    JSON.parse((await runCommand(folder, ['doctor', 'config', '--json', '--config', path])).stdout),
  )
  assert.equal(verdict.outcome, 'fail')
  assert.equal(verdict.causes[0], 'config/syntax')
})

test('a word that names no check is exit code 3', async () => {
  const { code, stderr } = await runCommand(tmpdir(), ['doctor', 'nonsense'])
  assert.equal(code, 3)
  assert.match(stderr, /"nonsense"/)
})

test('flags that are wrong or do not go together are exit code 3 too, for 2 speaks of the configuration', async () => {
  for (const [words, sentence] of [
    [['--bogus'], /there is no flag --bogus/],
    [['--nagios', '--prometheus'], /--nagios and --prometheus do not go together/],
    [['--dry-run'], /--dry-run needs --fix beside it/],
  ] as const) {
    const { code, stderr } = await runCommand(tmpdir(), ['doctor', ...words])
    assert.equal(code, 3, stderr)
    assert.match(stderr, sentence)
  }
})

test('an acknowledgement is kept beside the configuration and can be taken back', async (t) => {
  const { folder, path, run } = broken(t)
  const known = await run('config', '--ignore', 'config/syntax=known for now')
  assert.equal(known.code, 0, known.stdout)
  assert.match(known.stdout, /Acknowledged:\n {3}config\/syntax by .* until .*: known for now/)
  assert.equal((await run('config')).code, 0)
  const [entry] = JSON.parse(readFileSync(join(folder, 'doctor-acknowledged.json'), 'utf8'))
  assert.equal(entry.reason, 'known for now')
  assert.equal((await run('config', '--ignore', 'config/syntax=')).code, 2)
  assert.ok(path)
})

test('--since last tells what is new beside the edit that brought it', async (t) => {
  const { folder, path, run } = broken(t)
  writeFileSync(path, '{}')
  assert.match((await run('--since', 'last')).stdout, /no earlier run/)
  writeFileSync(path, '{ "server": { "port": 3000, } }')
  utimesSync(path, new Date(Date.now() + 2000), new Date(Date.now() + 2000))
  const changed = (await run('--since', 'last')).stdout
  assert.match(changed, /new: config\/syntax/)
  assert.match(changed, /config\.json was changed at/)
  assert.ok(folder)
})

test('--watch in a pipe speaks when an outcome changes, and Ctrl+C ends it with the last exit code', async (t) => {
  const { folder, path } = broken(t)
  const args = [PROGRAM, 'doctor', 'config', '--watch', '1', '--config', path]
  const env = { ...process.env, NO_COLOR: '1', LC_ALL: 'C.UTF-8', XDG_STATE_HOME: folder }
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  t.after(() => child.kill('SIGKILL'))
  let text = ''
  child.stdout.on('data', (chunk) => {
    text += chunk
  })
  const saw = (pattern: RegExp) => eventually(() => pattern.test(text) || undefined, `${pattern}`, 20_000)
  await saw(/FAIL config\/syntax/)
  writeFileSync(path, '{}')
  await saw(/Nothing is wrong/)
  child.kill('SIGINT')
  const [code] = await once(child, 'close')
  assert.equal(code, 0)
  assert.equal(text.match(/Every 1 s/g)?.length, 2)
})

/** A systemd of the machine without the unit, and one of the user that has it, or does not. */
function systemdOfUser(folder: string, config: string | null): NodeJS.ProcessEnv {
  const own =
    config === null
      ? 'LoadState=not-found'
      : `LoadState=loaded
ExecStart={ path=/usr/bin/node ; argv[]=/usr/bin/node /x/bin/run.js serve --config ${config} ; ignore_errors=no }`
  const script = `#!/bin/sh
case "$*" in
  *--user*show*) echo '${own}' ;;
  *show*) echo LoadState=not-found ;;
esac
`
  mkdirSync(join(folder, 'bin'))
  writeFileSync(join(folder, 'bin/systemctl'), script, { mode: 0o755 })
  return { PATH: `${join(folder, 'bin')}:${process.env.PATH}` }
}

test('the configuration of the unit of a user is found, and no service of the machine is asked for', async (t) => {
  const { folder, path } = broken(t)
  const elsewhere = join(folder, 'elsewhere')
  mkdirSync(elsewhere)
  const env = systemdOfUser(folder, path)
  const ask = async (...more: string[]) => {
    const checks = ['config/syntax', 'service/not-installed', '--json', ...more]
    const { stdout, stderr } = await runCommand(elsewhere, ['doctor', ...checks], '', env)
    const { results } = verdictSchema.parse(JSON.parse(stdout || stderr))
    return Object.fromEntries(results.map(({ check, outcome, severity }) => [check, severity ?? outcome]))
  }
  assert.deepEqual(await ask(), { 'config/syntax': 'error', 'service/not-installed': 'pass' })
  // Another one that is named is the one that is meant.
  writeFileSync(join(elsewhere, 'config.json'), '{}')
  assert.deepEqual(await ask('--config', 'config.json'), {
    'config/syntax': 'pass',
    'service/not-installed': 'pass',
  })
  rmSync(join(folder, 'bin'), { recursive: true })
  systemdOfUser(folder, null)
  assert.deepEqual(await ask(), { 'config/syntax': 'pass', 'service/not-installed': 'hint' })
})

function broken(t: TestContext) {
  const folder = temporaryFolder(t)
  const path = join(folder, 'config.json')
  writeFileSync(path, '{ "server": { "port": 3000, } }')
  const run = (...args: string[]) => runCommand(folder, ['doctor', ...args, '--config', path])
  return { folder, path, run }
}
