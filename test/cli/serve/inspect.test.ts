import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { test } from 'node:test'
import { inspectWarning } from '../../../src/cli/serve/inspect.ts'
import { fillInspect, parseInspect } from '../../../src/cli/serve/inspect-address.ts'
import { freePort, runChatctl, scratchFolder } from '../../helpers/chatctl.ts'
import { Daemon } from '../../helpers/daemon.ts'

test('--inspect may stand alone, and what comes after -- is left alone', () => {
  assert.deepEqual(fillInspect(['--inspect', '--console', '--', '--inspect']), [
    '--inspect=127.0.0.1:9229',
    '--console',
    '--',
    '--inspect',
  ])
  assert.deepEqual(fillInspect(['--inspect=9230']), ['--inspect=9230'])
})

test('a port alone is one of the loopback address', () => {
  const rows = [
    ['9230', '127.0.0.1', 9230],
    ['localhost:1', '127.0.0.1', 1],
    ['10.0.0.1', '10.0.0.1', 9229],
    ['0.0.0.0:9231', '0.0.0.0', 9231],
    ['::1', '::1', 9229],
    ['[::1]:9232', '::1', 9232],
  ] as const
  for (const [text, host, port] of rows) assert.deepEqual(parseInspect(text), { host, port }, text)
  for (const text of ['', 'example.org', '1.2.3', '70000', '127.0.0.1:', '[::1', 'a:b', '10.0.0.1:99999'])
    assert.throws(() => parseInspect(text), { id: 'debug/bad-inspect' }, text)
})

test('an address that others can reach is warned of', () => {
  const inspector = { host: '0.0.0.0', port: 9229, url: 'ws://0.0.0.0:9229/x', close() {} }
  assert.match(inspectWarning(inspector), /0\.0\.0\.0 is no loopback address: everybody/)
  assert.doesNotMatch(inspectWarning({ ...inspector, host: '127.0.0.1' }), /everybody/)
})

test('a debugger reaches a server that was started with --inspect, and the log and the terminal say so', async () => {
  const daemon = await Daemon.start({ args: ['--inspect=0'] })
  const line = await daemon.logged(/A debugger may connect to 127\.0\.0\.1:\d+/)
  const port = /127\.0\.0\.1:(\d+)/.exec(line)?.[1]
  const targets = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as { type: string }[]
  assert.equal(targets[0]?.type, 'node')
  const { stderr } = await daemon.stop()
  assert.match(stderr, new RegExp(`Debugger: ws://127\\.0\\.0\\.1:${port}/`))
  assert.match(stderr, /passwords too/)
})

test('a port that is taken ends the start before anything is touched', async () => {
  const holder = createServer().listen(0, '127.0.0.1')
  await once(holder, 'listening')
  const { port } = holder.address() as { port: number }
  using folder = scratchFolder()
  const chat = String(await freePort())
  const args = ['serve', `--inspect=${port}`, '--port', chat, '--host', '127.0.0.1']
  const { code, stderr, stdout } = await runChatctl(folder.path, args)
  holder.close()
  assert.equal(code, 1)
  assert.match(stderr, /\[debug\/no-inspector\]/)
  assert.equal(stdout, '')
})
