import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { runChatctl, scratchFolder } from '../helpers/chatctl.ts'
import { Daemon, eventually, textToAll } from '../helpers/daemon.ts'
import { saying } from '../helpers/packets.ts'
import { statusOf } from './status.ts'

const POSIX = process.platform === 'win32' ? 'needs Unix sockets' : false
const ROOT = process.getuid?.() === 0 ? false : 'needs root, to become another user'
const SOMEBODY = 65534

async function dial(path: string, text: string | Buffer = ''): Promise<Socket> {
  const socket = connect(path)
  socket.on('error', () => {})
  await once(socket, 'connect').catch(() => {})
  socket.write(text)
  return socket
}

/** What another user gets who tries something; as node's code, run as nobody. */
function asSomebody(script: string): string {
  const { stdout } = spawnSync(process.execPath, ['-e', script], {
    uid: SOMEBODY,
    gid: SOMEBODY,
    cwd: '/',
    encoding: 'utf8',
  })
  return stdout.trim()
}

describe('another user of the machine', { skip: ROOT }, () => {
  test('can neither open the control socket, nor remove it, nor put his own in its place', async () => {
    await using daemon = await Daemon.start()
    const path = daemon.path('control.sock')
    await statusOf(daemon)
    // As open as a data folder may be that he can look into.
    chmodSync(daemon.folder, 0o755)
    assert.equal(statSync(path).mode & 0o777, 0o600)
    const quoted = JSON.stringify(path)
    const tried = asSomebody(`
      const fs = require('fs')
      const attempt = (name, act) => { try { act(); console.log(name, 'done') } catch (error) { console.log(name, error.code) } }
      attempt('unlink', () => fs.unlinkSync(${quoted}))
      attempt('chmod', () => fs.chmodSync(${quoted}, 0o666))
      attempt('rename', () => fs.renameSync(${quoted}, ${quoted} + '.old'))
      attempt('instance', () => fs.writeFileSync(${JSON.stringify(daemon.path('instance.json'))}, '{}'))
      require('net').connect(${quoted}).on('error', (error) => console.log('connect', error.code)).on('connect', () => console.log('connect done'))
    `)
    assert.doesNotMatch(tried, /done/)
    assert.match(tried, /connect EACCES/)
    assert.equal((await statusOf(daemon)).connections.open, 0)
  })

  test('who leaves a link at its path keeps the server from nothing but that path', async () => {
    using elsewhere = scratchFolder()
    const precious = join(elsewhere.path, 'precious')
    writeFileSync(precious, 'precious')
    const path = join(elsewhere.path, 'control.sock')
    symlinkSync(precious, path)
    lchownSync(path, SOMEBODY, SOMEBODY)
    const folder = scratchFolder()
    const config = join(folder.path, 'config.json')
    writeFileSync(
      config,
      JSON.stringify({
        server: { host: '127.0.0.1', port: 0, control_socket: path },
        admin: { password_enabled: false },
      }),
    )
    const exit = await runChatctl(folder.path, ['serve', '--config', config])
    assert.equal(exit.code, 1)
    assert.match(exit.stderr, /control\/socket-failed/)
    assert.equal(readFileSync(precious, 'utf8'), 'precious')
    assert.equal(lstatSync(path).isSymbolicLink(), true)
    folder[Symbol.dispose]()
  })

  test('who listens at its path is not talked to by root', async () => {
    using folder = scratchFolder()
    const shared = join(folder.path, 'shared')
    chmodSync(folder.path, 0o755)
    mkdirSync(shared)
    chmodSync(shared, 0o777)
    const path = join(shared, 'control.sock')
    const script = `require('net').createServer((s) => s.on('data', (d) => process.stdout.write('HEARD ' + d))).listen(${JSON.stringify(path)}, () => console.log('up'))`
    const thief = spawn(process.execPath, ['-e', script], {
      uid: SOMEBODY,
      gid: SOMEBODY,
      cwd: '/',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    let heard = ''
    thief.stdout.on('data', (data) => {
      heard += data
    })
    await eventually(() => (heard.includes('up') ? true : undefined), 'the thief')
    const config = join(folder.path, 'config.json')
    writeFileSync(config, JSON.stringify({ server: { host: '127.0.0.1', port: 1, control_socket: path } }))
    const exit = await runChatctl(folder.path, ['say', 'a secret', '--config', config])
    thief.kill()
    assert.notEqual(exit.code, 0)
    assert.doesNotMatch(heard, /HEARD/)
  })
})

describe('whoever may open the control socket', { skip: POSIX }, () => {
  const HEAD = 'POST /v1/say HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n'
  const ABUSE: Record<string, () => string | Buffer> = {
    'nothing at all': () => '',
    'half a request': () => HEAD,
    'a body that does not come': () => `${HEAD}Content-Length: 1000\r\n\r\n{"text":`,
    'a body beyond the limit': () => `${HEAD}Content-Length: 100000000\r\n\r\n${'x'.repeat(1 << 20)}`,
    'a body in endless pieces': () => `${HEAD}Transfer-Encoding: chunked\r\n\r\n${'fff\r\n'.repeat(1000)}`,
    'a head beyond the limit': () => `POST /v1/${'x'.repeat(1 << 20)} HTTP/1.1\r\n\r\n`,
    'a thousand headers': () => `GET /v1/events HTTP/1.1\r\n${'a: b\r\n'.repeat(5000)}\r\n`,
    'bytes that are no HTTP': () => Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 7) & 255)),
    'a length that lies, twice': () => `${HEAD}Content-Length: 5\r\nContent-Length: 50\r\n\r\n{}`,
    'deep JSON': () => `${HEAD}Content-Length: 60000\r\n\r\n${'['.repeat(60_000)}`,
    'keys of the prototype': () =>
      `${HEAD}Content-Length: 44\r\n\r\n{"__proto__":{"by":"x"},"text":"a","a":"bcd"}`,
  }

  for (const [what, bytes] of Object.entries(ABUSE)) {
    test(`and sends ${what} disturbs neither the room nor other operators`, async () => {
      const daemon = await server()
      const [ann, bob] = await room(daemon)
      const sockets = await Promise.all(
        Array.from({ length: 20 }, () => dial(daemon.path('control.sock'), bytes())),
      )
      assert.ok((await statusOf(daemon)).pid > 0)
      const msg = `after ${what}`
      ann.send(textToAll('ann', msg))
      await bob.next(saying(msg))
      for (const socket of sockets) socket.destroy()
    })
  }

  test('and floods it with connections is bounded, and others get in again when he is gone', async () => {
    const daemon = await server()
    const [ann, bob] = await room(daemon)
    const sockets = await Promise.all(Array.from({ length: 300 }, () => dial(daemon.path('control.sock'))))
    ann.send(textToAll('ann', 'in the flood'))
    await bob.next(saying('in the flood'))
    const held = () => sockets.filter((socket) => !socket.destroyed && socket.readyState === 'open').length
    await eventually(() => (held() <= 64 ? true : undefined), 'the surplus to be closed', 20_000)
    for (const socket of sockets) socket.destroy()
    const deadline = Date.now() + 20_000
    while (!(await statusOf(daemon).catch(() => undefined))) assert.ok(Date.now() < deadline)
  })

  test('left no trace of any of this as a failure of the server', async () => {
    const daemon = await server()
    assert.deepEqual(
      daemon.log().filter((line) => /\[(?:ERROR|CRITICAL)\]/.test(line)),
      [],
    )
    await daemon.stop()
  })

  let running: Promise<Daemon> | undefined
  const server = () => (running ??= Daemon.start())
  let inside:
    | Promise<readonly [Awaited<ReturnType<Daemon['join']>>, Awaited<ReturnType<Daemon['join']>>]>
    | undefined
  const room = (daemon: Daemon) => (inside ??= daemon.joinAll('ann', 'bob'))
})
