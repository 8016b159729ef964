import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { type TestContext, test } from 'node:test'
import { portsSchema } from '../docs/ports-schema.ts'
import { Daemon } from '../helpers/daemon.ts'
import { type Outcome, runCommand } from './run-command.ts'

const skip = process.platform !== 'linux' && 'needs /proc of Linux'
const UNIT = ['--unit', 'no-such-unit']
const LISTEN =
  "const s = require('node:net').createServer().listen(0, '127.0.0.1', () => console.log(s.address().port)); if (process.argv[1] === 'deaf') process.on('SIGTERM', () => {})"

/** Another program that listens; gives its port and pid. */
async function program(t: TestContext, how = '') {
  const child = spawn(process.execPath, ['-e', LISTEN, how], { stdio: ['ignore', 'pipe', 'inherit'] })
  t.after(() => child.kill('SIGKILL'))
  const [port] = await once(child.stdout, 'data', { signal: AbortSignal.timeout(20_000) })
  return { port: String(port).trim(), child }
}

const documentOf = ({ stdout }: Outcome) => portsSchema.parse(JSON.parse(stdout))

test('the server’s own port with its count beside the kernel’s, and a foreign one', { skip }, async (t) => {
  await using daemon = await Daemon.start()
  await daemon.join('alice')
  const { port, child } = await program(t)
  const { ports } = documentOf(
    await runCommand(daemon.folder, ['ports', port, '--json', '--config', daemon.configFile, ...UNIT]),
  )
  const [own, foreign] = ports
  assert.deepEqual(
    [own?.use, own?.holders[0]?.kind, own?.holders[0]?.pid],
    ['chat', 'ours', daemon.child.pid],
  )
  assert.deepEqual(
    [own?.byState.ESTAB, own?.serverCount, own?.byPeer],
    [1, 1, [{ address: '127.0.0.1', count: 1 }]],
  )
  assert.deepEqual(
    [foreign?.use, foreign?.holders[0]?.kind, foreign?.holders[0]?.pid],
    ['other', 'foreign', child.pid],
  )
  const screen = await runCommand(daemon.folder, ['ports', '--config', daemon.configFile, ...UNIT], '', {
    LC_ALL: 'zh_CN.UTF-8',
  })
  assert.match(screen.stdout, /本服务器/)
  daemon.child.kill('SIGSTOP')
  const hung = documentOf(
    await runCommand(daemon.folder, ['ports', '--json', '--config', daemon.configFile, ...UNIT]),
  )
  daemon.child.kill('SIGCONT')
  assert.equal(hung.ports[0]?.holders[0]?.kind, 'ours-hung')
})

test('nobody is ended without being asked for: not at all, not by a bare --yes', { skip }, async (t) => {
  const { port, child } = await program(t)
  for (const yes of [[], ['--yes']]) {
    const { code, stderr } = await runCommand(tmpdir(), ['ports', '--free-up', port, ...yes, ...UNIT])
    assert.equal(code, 1)
    assert.match(stderr, new RegExp(`pid ${child.pid}[^]*--yes=destructive`))
    assert.equal(child.exitCode ?? child.signalCode, null)
  }
})

test('--yes=destructive ends the holder politely, and one that does not listen to that by force', {
  skip,
}, async (t) => {
  for (const [how, outcome, signal] of [
    ['', 'ended', 'SIGTERM'],
    ['deaf', 'killed', 'SIGKILL'],
  ] as const) {
    const { port, child } = await program(t, how)
    const gone = once(child, 'exit')
    const run = await runCommand(tmpdir(), [
      'ports',
      '--free-up',
      port,
      '--yes=destructive',
      '--json',
      ...UNIT,
    ])
    assert.equal(run.code, 0, run.stderr)
    assert.deepEqual(documentOf(run).freedUp, { port: Number(port), pid: child.pid, outcome })
    assert.deepEqual(await gone, [null, signal])
  }
})

test('a process that this command runs under is never ended', { skip }, async (t) => {
  const { createServer } = await import('node:net')
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  const { port } = server.address() as { port: number }
  const run = await runCommand(tmpdir(), [
    'ports',
    '--free-up',
    String(port),
    '--yes=destructive',
    '--json',
    ...UNIT,
  ])
  assert.equal(run.code, 1)
  assert.equal(documentOf(run).freedUp?.outcome, 'refused')
  assert.match(run.stderr, new RegExp(`Process ${process.pid} is`))
})
