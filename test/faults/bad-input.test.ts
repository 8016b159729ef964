import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { delimiter, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { instancePath } from '../../src/control/instance.ts'
import { processStart } from '../../src/store/process-start.ts'
import { testConfig } from '../helpers/chatctl.ts'
import { Daemon, eventually } from '../helpers/daemon.ts'
import { PROGRAM } from '../helpers/program.ts'
import { temporaryFolder, tinyDisk } from '../helpers/temporary-folder.ts'
import { type DoctorRun, resultOf, runDoctor, runFix, unexplained } from './doctor-run.ts'

const skip = process.platform !== 'linux' && 'needs Linux'
const isRoot = process.getuid?.() === 0

/** Every program that doctor asks. */
const TOOLS = [
  'systemctl',
  'journalctl',
  'ss',
  'ps',
  'getent',
  'timedatectl',
  'ufw',
  'firewall-cmd',
  'nft',
  'iptables',
  'ip6tables',
  'python3',
  'dmesg',
  'df',
  'ip',
]

async function healthy(t: TestContext): Promise<Daemon> {
  const daemon = await Daemon.start()
  t.after(() => daemon.stop())
  await eventually(() => daemon.read('instance.json') || undefined, 'the instance file')
  return daemon
}

/** A folder with programs of these names in front of the others. */
function tools(t: TestContext, script: string): string {
  const folder = temporaryFolder(t)
  for (const name of TOOLS) writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  return `${folder}${delimiter}${process.env.PATH}`
}

/** Doctor has looked at everything, no check broke down, and nothing was made up. */
function assertSurvived(run: DoctorRun, expected: readonly string[] = []): void {
  assert.deepEqual(unexplained(run), expected)
  const counted = Object.values(run.counts).reduce((sum, count) => sum + count, 0)
  assert.equal(counted, run.results.length)
  const broken = run.results.filter(({ message }) => message.startsWith('The check itself failed'))
  assert.deepEqual(broken, [])
}

test('without a single program on the PATH the server is still judged', { skip }, async (t) => {
  const daemon = await healthy(t)
  const run = await runDoctor(daemon.configFile, { env: { PATH: temporaryFolder(t) } })
  assertSurvived(run)
  assert.equal(resultOf(run, 'service/not-running').outcome, 'pass')
  assert.equal(resultOf(run, 'config/syntax').outcome, 'pass')
})

test('programs that never answer are given up, and what they would have told is unknown', {
  skip,
}, async (t) => {
  const daemon = await healthy(t)
  const run = await runDoctor(daemon.configFile, { env: { PATH: tools(t, 'exec sleep 300') } })
  assertSurvived(run)
  assert.equal(resultOf(run, 'service/not-enabled').outcome, 'unknown')
  assert.match(resultOf(run, 'service/not-enabled').message, /systemctl/)
  assert.equal(resultOf(run, 'service/not-running').outcome, 'pass')
})

for (const [what, script] of [
  ['noise', 'head -c 1000000 /dev/urandom'],
  ['noise and a failure', 'head -c 100000 /dev/urandom >&2; head -c 100000 /dev/urandom; exit 3'],
  ['nothing', 'exit 0'],
  ['a page of HTML', 'echo "<html><body>502 Bad Gateway</body></html>"'],
  ['keys without values', 'printf "LoadState=\\nActiveState=\\nExecStart=\\n=\\n===\\n"'],
] as const) {
  test(`programs that print ${what} are not believed`, { skip }, async (t) => {
    const daemon = await healthy(t)
    const run = await runDoctor(daemon.configFile, { env: { PATH: tools(t, script) } })
    assertSurvived(run)
    assert.equal(resultOf(run, 'service/not-running').outcome, 'pass')
  })
}

test('a control socket that accepts and never answers is a server that hangs', { skip }, async (t) => {
  const folder = temporaryFolder(t)
  const socket = join(folder, 'control.sock')
  const held: Socket[] = []
  const server = createServer((connection) => held.push(connection)).listen(socket)
  t.after(() => {
    for (const connection of held) connection.destroy()
    server.close()
  })
  const config = join(folder, 'config.json')
  writeFileSync(config, JSON.stringify(testConfig(3000)))
  const instance = { pid: process.pid, processStart: processStart(process.pid), socket, port: 3000 }
  writeFileSync(instancePath(folder), JSON.stringify(instance))
  const run = await runDoctor(config, { words: ['service/hung', 'chat/full', 'service/cpu-busy'] })
  assert.equal(resultOf(run, 'service/hung').outcome, 'fail')
  assert.notEqual(resultOf(run, 'chat/full').outcome, 'pass')
})

test('without a home doctor says the same', { skip }, async (t) => {
  const daemon = await healthy(t)
  const env = { HOME: '', XDG_STATE_HOME: '', XDG_RUNTIME_DIR: '' }
  assertSurvived(await runDoctor(daemon.configFile, { env }))
})

test('without /proc what it tells is left open, and the rest is judged', {
  skip: skip || (!isRoot && 'needs root, to hide /proc'),
}, async (t) => {
  const daemon = await healthy(t)
  const run = await runDoctor(daemon.configFile, {
    within: ['unshare', '--mount', 'sh', '-c', 'mount -t tmpfs none /proc && exec "$@"', 'sh'],
  })
  assertSurvived(run)
  assert.equal(resultOf(run, 'config/syntax').outcome, 'pass')
  assert.match(resultOf(run, 'service/process-stopped').outcome, /unknown|skipped/)
})

test('on a read-only disk doctor finds that, and --fix says so instead of trying', { skip }, async (t) => {
  const disk = tinyDisk(t, 'size=8m')
  if (disk === undefined) return
  const config = join(disk, 'config.json')
  const text = JSON.stringify(testConfig(3000), null, 2).replace(/\n\}$/, ',\n}')
  writeFileSync(config, text)
  execFileSync('mount', ['-o', 'remount,ro', disk])
  const run = await runFix(config, { words: ['config'] })
  assert.deepEqual(
    run.fixes.map(({ check, outcome }) => [check, outcome]),
    [['config/syntax', 'impossible']],
  )
  assert.match(String(run.fixes[0]?.why), /read-only/)
  assert.equal(readFileSync(config, 'utf8'), text)
  assert.deepEqual(readdirSync(disk), ['config.json'])
})

test('an ordinary user is told what takes root, with the commands, and does what he may', {
  skip: skip || (!isRoot && 'needs root, to become somebody else'),
}, async (t) => {
  const folder = temporaryFolder(t)
  chownSync(folder, 65_534, 65_534)
  const closed = temporaryFolder(t)
  chmodSync(closed, 0o755)
  const config = join(folder, 'config.json')
  const log = join(closed, 'chat', 'server.log')
  writeFileSync(config, JSON.stringify(testConfig(3000, { logging: { file: log } })))
  const run = await runFix(config, { words: ['storage'], uid: 65_534, env: { XDG_STATE_HOME: folder } })
  const [fix] = run.fixes
  assert.equal(fix?.outcome, 'needs-root', JSON.stringify(run.fixes))
  assert.match(fix?.commands.join('\n') ?? '', /^sudo .*chat/m)
  assert.deepEqual(readdirSync(closed), [])
})

test('a terminal of 20 columns gets short lines', { skip }, async (t) => {
  const daemon = await healthy(t)
  const folder = temporaryFolder(t)
  mkdirSync(join(folder, 'state'))
  writeFileSync(daemon.configFile, `\ufeff${daemon.read('config.json')}`)
  const program = `${process.execPath} ${PROGRAM}`
  const command = `stty cols 20 rows 40; ${program} doctor config --unit none --config ${daemon.configFile}`
  const env = { ...process.env, NO_COLOR: '1', LC_ALL: 'C.UTF-8', XDG_STATE_HOME: join(folder, 'state') }
  const typescript = join(folder, 'typescript')
  try {
    execFileSync('script', ['-qec', command, typescript], { env, stdio: 'pipe', timeout: 60_000 })
  } catch (error) {
    assert.equal((error as { status?: number }).status, 2)
  }
  const shown = readFileSync(typescript, 'utf8').split(/\r?\n/)
  assert.ok(shown.some((line) => line.includes('config/encoding')))
  // Commands stay whole so that they can be copied; sentences are broken.
  const sentences = shown.filter((line) => /^ {3}[A-Z]/.test(line))
  assert.ok(sentences.length > 0)
  for (const line of sentences) assert.ok(line.length <= 20, line)
})
