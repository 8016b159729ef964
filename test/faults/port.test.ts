import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { freePort, testConfig } from '../helpers/chatctl.ts'
import { Daemon } from '../helpers/daemon.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { assertFault, resultOf, runDoctor, saidBy } from './doctor-run.ts'
import { SERVER_PY } from './server-py.ts'

const skip = process.platform !== 'linux' && 'needs /proc of Linux'
const LISTEN = `require('node:net').createServer().listen(Number(process.argv[2]), '127.0.0.1', () => console.log('listening'))`

/** Starts a program and waits until it says that it listens; it ends with the test. */
async function listening(
  t: TestContext,
  program: string,
  args: readonly string[],
  cwd: string,
): Promise<ChildProcess> {
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'] })
  t.after(() => child.kill('SIGKILL'))
  await once(child.stdout, 'data', { signal: AbortSignal.timeout(20_000) })
  return child
}

async function configured(t: TestContext) {
  const folder = temporaryFolder(t)
  const port = await freePort()
  const config = join(folder, 'config.json')
  writeFileSync(config, JSON.stringify(testConfig(port)))
  return { folder, port, config }
}

test('a foreign program on the port is named, and is why the server does not run; its secrets are not told', {
  skip,
}, async (t) => {
  const { folder, port, config } = await configured(t)
  writeFileSync(join(folder, 'shop.cjs'), LISTEN)
  const args = ['shop.cjs', String(port), '--password', 's3cret-word']
  const child = await listening(t, process.execPath, args, folder)
  const run = await runDoctor(config)
  assertFault(run, 'network/port-held-by-other', new RegExp(`pid ${child.pid}`))
  assert.deepEqual(resultOf(run, 'service/not-running').explainedBy, ['network/port-held-by-other'])
  assert.doesNotMatch(JSON.stringify(run), /s3cret-word/)
  assert.match(saidBy(run, 'network/port-held-by-other'), /--password \*\*\*/)
})

test('the old Python server on the port is known as such', { skip }, async (t) => {
  const { folder, port, config } = await configured(t)
  const old = temporaryFolder(t)
  writeFileSync(join(old, 'Server.py'), SERVER_PY)
  writeFileSync(join(old, 'port'), String(port))
  const child = await listening(t, 'python3', ['Server.py'], old)
  const run = await runDoctor(config)
  assertFault(run, 'service/old-server', new RegExp(`kill ${child.pid}\n`))
  assert.deepEqual(resultOf(run, 'service/not-running').explainedBy, ['service/old-server'])
  assert.equal(folder === old, false)
})

test('the old Python server that serves its own configuration is no fault', { skip }, async (t) => {
  const { folder, port, config } = await configured(t)
  writeFileSync(join(folder, 'Server.py'), SERVER_PY)
  writeFileSync(join(folder, 'port'), String(port))
  await listening(t, 'python3', ['Server.py'], folder)
  const run = await runDoctor(config, { words: ['service', 'network'] })
  const wrong = run.results.filter(
    ({ outcome, check }) => outcome === 'fail' || (outcome === 'warn' && check !== 'network/loopback-only'),
  )
  assert.deepEqual(
    wrong.map(({ check }) => check),
    [],
  )
  assert.equal(resultOf(run, 'service/old-server').severity, 'hint')
})

test('another server of ours on the port is told from a foreign program', { skip }, async (t) => {
  await using other = await Daemon.start()
  const folder = temporaryFolder(t)
  const config = join(folder, 'config.json')
  writeFileSync(config, JSON.stringify(testConfig(other.port)))
  const run = await runDoctor(config)
  assertFault(run, 'network/port-held-by-old-instance', new RegExp(`pid ${other.child.pid}`))
  assert.equal(resultOf(run, 'network/port-held-by-other').outcome, 'pass')
})

test('an address that this machine does not have is why nothing can listen', { skip }, async (t) => {
  const { port, config } = await configured(t)
  writeFileSync(config, JSON.stringify(testConfig(port, { server: { host: '203.0.113.5' } })))
  const run = await runDoctor(config)
  assertFault(run, 'network/address-not-here', /203\.0\.113\.5/)
})
