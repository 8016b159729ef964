import assert from 'node:assert/strict'
import { test } from 'node:test'
import { verdictOf } from '../../src/cli/ping/ping-screen.ts'
import { ping } from '../../src/client/ping.ts'
import type { ErrorId } from '../../src/errors/ids.ts'
import { listener, pythonServer } from '../client/fake-servers.ts'
import { runCommand } from '../commands/run-command.ts'
import { pingSchema } from '../docs/ping-schema.ts'
import { freePort, scratchFolder } from '../helpers/chatctl.ts'
import { Daemon } from '../helpers/daemon.ts'

async function run(...args: string[]) {
  using folder = scratchFolder()
  return await runCommand(folder.path, ['ping', ...args])
}

/** The same with `--json`: its document, after a look at its form. */
async function pingJson(...args: string[]) {
  const { code, stdout, stderr } = await run(...args, '--json')
  return { code, stderr, document: pingSchema.parse(JSON.parse(stdout)) }
}

test('a server where one can chat: every step with its time, one sentence, exit code 0', async () => {
  await using daemon = await Daemon.start()
  const { code, stdout, stderr } = await run('127.0.0.1', String(daemon.port), '--count', '2')
  assert.equal(code, 0, stderr)
  const time = '\\d+(?:\\.\\d+)?'
  assert.match(
    stdout,
    new RegExp(
      `^127\\.0\\.0\\.1:${daemon.port}\n  connect     ${time} ms\n  welcome     ${time} ms, v9 rules\n` +
        `  round trip  ${time} / ${time} / ${time} ms \\(least, median, most of 2\\)\n` +
        `One can chat at 127\\.0\\.0\\.1:${daemon.port}\\.\n$`,
    ),
  )
})

test('a name is looked up, and each of its addresses is tried', async () => {
  await using daemon = await Daemon.start()
  const { code, document } = await pingJson(`localhost:${daemon.port}`)
  assert.equal(code, 0)
  assert.ok(document.ok && Number(document.resolveMs) > 0)
  const here = document.hops.find(({ host }) => host === '127.0.0.1')
  assert.equal(here?.outcome, 'ok')
  assert.equal(here?.echoes.length, 1)
})

test('each state of a server is told apart, with its cause and what to do', async () => {
  const told = async (port: number, id: ErrorId, timeoutMs = 10_000) => {
    const now = () => performance.now()
    const { isWell, error } = verdictOf(await ping({ host: '127.0.0.1', port }, { count: 1, timeoutMs, now }))
    assert.deepEqual([isWell, error?.id], [false, id])
    assert.ok(error && error.message.length > 10 && error.fix.length > 10)
  }
  await using daemon = await Daemon.start()
  await daemon.operate('mute', '127.0.0.1')
  await told(daemon.port, 'client/muted')
  await daemon.operate('unmute', '127.0.0.1')
  await daemon.operate('gmute')
  await told(daemon.port, 'client/muted')
  await daemon.operate('ban', '127.0.0.1')
  await told(daemon.port, 'client/banned')
  daemon.child.kill('SIGSTOP')
  await told(daemon.port, 'client/silent', 1500)
  daemon.child.kill('SIGCONT')
  await told(await freePort(), 'client/refused')
  await using web = await listener((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
  await told(web.port, 'client/not-chat')
  await using cutting = await listener((socket) => socket.once('data', () => socket.resetAndDestroy()))
  await told(cutting.port, 'client/reset')
})

test('the cause and what to do stand under the steps', async () => {
  const port = await freePort()
  const { code, stdout } = await run(`127.0.0.1:${port}`)
  assert.equal(code, 1)
  assert.equal(
    stdout.replaceAll(String(port), 'PORT'),
    '127.0.0.1:PORT\n  connect     failed: ECONNREFUSED\nnothing listens on 127.0.0.1:PORT (ECONNREFUSED) [client/refused]\n' +
      'What to do: start the server: chatctl serve; if it runs, it listens on another port or address: chatctl status\n',
  )
})

test('a Python server is not disturbed for a round trip, and that is said', async () => {
  await using old = await pythonServer('v9')
  const { code, stdout } = await run(`127.0.0.1:${old.port}`)
  assert.equal(code, 0)
  assert.match(stdout, /round trip {2}not measured/)
  assert.match(stdout, /cannot be told without disturbing its users/)
})

test('a name without an address is an error of its own', async () => {
  const { code, document } = await pingJson('no-such-host.invalid')
  assert.deepEqual(
    [code, document.ok, document.error?.id, document.hops],
    [1, false, 'client/unknown-host', []],
  )
  assert.ok(document.lookUpError)
  const { stdout } = await run('no-such-host.invalid')
  assert.match(stdout, /^no-such-host\.invalid:3000\n {2}look-up +failed: E\w+\nno address is known for /)
})
