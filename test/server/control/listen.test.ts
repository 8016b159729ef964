import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, readdirSync, statSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { dirname, join, relative } from 'node:path'
import { test } from 'node:test'
import { ControlClient } from '../../../src/control/client.ts'
import { surroundings } from '../../../src/control/socket-path.ts'
import { ChatctlError } from '../../../src/errors/chatctl-error.ts'
import { openControl } from '../../../src/server/control/listen.ts'
import { makePrivateFolder } from '../../../src/server/control/socket-file.ts'
import { eventSource, fakeOperations, serveControl, until } from '../../control/fake-operations.ts'
import { scratchFolder } from '../../helpers/chatctl.ts'

const POSIX = process.platform === 'win32' ? 'needs Unix sockets' : false
const mode = (path: string) => statSync(path).mode & 0o777
const withId = (id: string) => (error: unknown) => error instanceof ChatctlError && error.id === id

async function dial(path: string, ...sent: string[]): Promise<Socket> {
  const socket = connect(path)
  socket.on('error', () => {})
  await once(socket, 'connect')
  for (const text of sent) socket.write(text)
  return socket
}

test('the socket is for its owner alone, even under an open umask', { skip: POSIX }, async () => {
  const before = process.umask(0)
  try {
    await using server = await serveControl()
    assert.equal(mode(server.path), 0o600)
    assert.deepEqual(readdirSync(join(server.path, '..')), ['control.sock'])
  } finally {
    process.umask(before)
  }
})

test('another user cannot connect', { skip: POSIX }, async (t) => {
  if (process.getuid?.() !== 0) return t.skip('needs root, to become another user')
  await using server = await serveControl()
  chmodSync(join(server.path, '..'), 0o755)
  const script = `require('net').connect(${JSON.stringify(server.path)}).on('error', (e) => console.log(e.code)).on('connect', () => console.log('in'))`
  const { stdout } = spawnSync(process.execPath, ['-e', script], {
    uid: 65534,
    gid: 65534,
    cwd: '/',
    encoding: 'utf8',
  })
  assert.equal(stdout.trim(), 'EACCES')
})

test('without a configured path the socket is in the runtime folder', { skip: POSIX }, async () => {
  using folder = scratchFolder()
  const around = { ...surroundings(), env: { RUNTIME_DIRECTORY: `${folder.path}:/somewhere/else` } }
  const server = await openControl({
    operations: fakeOperations(),
    directory: folder.path,
    surroundings: around,
  })
  assert.match(relative(folder.path, server.path), /^[0-9a-f]{8}\.sock$/)
  await server.close()
  assert.deepEqual(readdirSync(folder.path), [])
})

test('an unusable runtime folder leaves a private one among the temporary files', {
  skip: POSIX,
}, async (t) => {
  using folder = scratchFolder()
  const before = process.env.TMPDIR
  t.after(() => {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  })
  process.env.TMPDIR = folder.path
  const around = { ...surroundings(), env: { RUNTIME_DIRECTORY: join(folder.path, 'gone') } }
  const server = await openControl({
    operations: fakeOperations(),
    directory: folder.path,
    surroundings: around,
  })
  const own = join(folder.path, `chatctl-${around.uid}`)
  assert.equal(dirname(server.path), own)
  assert.equal(mode(own), 0o700)
  await server.close()
})

test('a private folder is closed to others, and is never a link or a file', { skip: POSIX }, async () => {
  using folder = scratchFolder()
  const { uid } = surroundings()
  const made = join(folder.path, 'made')
  await makePrivateFolder(made, uid)
  assert.equal(mode(made), 0o700)
  chmodSync(made, 0o777)
  await makePrivateFolder(made, uid)
  assert.equal(mode(made), 0o700)
  symlinkSync(made, join(folder.path, 'link'))
  writeFileSync(join(folder.path, 'file'), '')
  for (const name of ['link', 'file']) {
    await assert.rejects(makePrivateFolder(join(folder.path, name), uid), withId('control/unsafe-folder'))
  }
  await assert.rejects(makePrivateFolder(made, uid + 1), withId('control/unsafe-folder'))
})

test('a socket that a killed daemon left is replaced', { skip: POSIX }, async () => {
  using folder = scratchFolder()
  const path = join(folder.path, 'control.sock')
  const script = `require('net').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 'SIGKILL'))`
  spawnSync(process.execPath, ['-e', script])
  assert.ok(statSync(path).isSocket())
  await using server = await serveControl({}, { controlSocket: path })
  assert.equal((await new ControlClient(path).call('hello', {})).pid, process.pid)
  assert.equal(server.path, path)
})

test('a socket that somebody serves is left to him', async () => {
  await using server = await serveControl()
  await assert.rejects(serveControl({}, { controlSocket: server.path }), withId('control/in-use'))
  assert.deepEqual(await new ControlClient(server.path).call('users', {}), [])
})

test('a file that is no socket is never replaced', { skip: POSIX }, async () => {
  using folder = scratchFolder()
  const path = join(folder.path, 'notes.txt')
  writeFileSync(path, 'mine')
  await assert.rejects(serveControl({}, { controlSocket: path }), withId('control/socket-failed'))
  assert.ok(statSync(path).isFile())
})

test('a path that no socket address can hold is named', { skip: POSIX }, async () => {
  const controlSocket = `/tmp/${'x'.repeat(120)}.sock`
  await assert.rejects(serveControl({}, { controlSocket }), withId('control/path-too-long'))
})

test('closing does not remove the socket of a daemon that came later', { skip: POSIX }, async () => {
  await using first = await serveControl()
  unlinkSync(first.path)
  const later = createServer().listen(first.path)
  await once(later, 'listening')
  await first.close()
  assert.ok(statSync(first.path).isSocket())
  later.close()
})

test('a caller who sends nothing, or one byte at a time, is cut off while others are served', async () => {
  await using server = await serveControl({}, { limits: { headMs: 150, requestMs: 300 } })
  const mute = await dial(server.path)
  const trickling = await dial(server.path, 'POST /v1/users HTTP/1.1\r\nhost: x\r\n')
  const halfBody = await dial(
    server.path,
    'POST /v1/users HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{',
  )
  const drip = setInterval(() => trickling.writable && trickling.write('x'), 20)
  // Not `once`, which takes the error of a write that came too late for a failure.
  const ended = [mute, trickling, halfBody].map(
    (socket) => new Promise((resolve) => socket.resume().on('close', resolve)),
  )
  assert.deepEqual(await new ControlClient(server.path).call('users', {}), [])
  await Promise.all(ended)
  clearInterval(drip)
})

test('connections are bounded in number', async () => {
  await using server = await serveControl(
    {},
    { limits: { connections: 3, headMs: 60_000, requestMs: 60_000 } },
  )
  const held = await Promise.all([1, 2, 3].map(() => dial(server.path)))
  const surplus = await dial(server.path)
  await once(surplus.resume(), 'close')
  for (const socket of held) socket.destroy()
})

test('a follower that does not read is dropped, and the others go on', { timeout: 30_000 }, async () => {
  const source = eventSource()
  await using server = await serveControl({ follow: source.follow }, { limits: { followerBytes: 100_000 } })
  const stuck = await dial(server.path, 'GET /v1/events HTTP/1.1\r\nhost: x\r\n\r\n')
  stuck.pause()
  const reader = new ControlClient(server.path).stream('events', {})
  const first = reader.next()
  await until(() => source.listeners.size === 2)
  const before = process.memoryUsage().arrayBuffers
  let sent = 0
  while (source.listeners.size === 2 && sent < 2000) {
    source.emit(`${sent++} ${'x'.repeat(10_000)}`)
    await new Promise(setImmediate)
    if (sent > 1) await reader.next()
    else await first
  }
  assert.equal(source.listeners.size, 1)
  assert.ok(process.memoryUsage().arrayBuffers - before < 10_000_000)
  source.emit('still here')
  assert.equal((await reader.next()).value?.message, 'still here')
  await reader.return()
})

test('followers are bounded in number and hear a heartbeat', async () => {
  const source = eventSource()
  await using server = await serveControl(
    { follow: source.follow },
    { limits: { followers: 1, heartbeatMs: 10 } },
  )
  const follower = await dial(server.path, 'GET /v1/events HTTP/1.1\r\nhost: x\r\n\r\n')
  let heard = ''
  follower.on('data', (data) => {
    heard += data
  })
  await until(() => (heard.match(/1\r\n\n\r\n/g) ?? []).length >= 3)
  await assert.rejects(
    new ControlClient(server.path).stream('events', {}).next(),
    withId('control/too-many-followers'),
  )
  follower.destroy()
  await until(() => source.listeners.size === 0)
})

test('closing waits for calls in flight, but not for ever', async () => {
  const begun = Promise.withResolvers<void>()
  const hold = Promise.withResolvers<void>()
  await using server = await serveControl(
    {
      save: async () => {
        begun.resolve()
        await hold.promise
        return {}
      },
      reload: () => new Promise(() => {}),
    },
    { limits: { closeMs: 300 } },
  )
  const client = new ControlClient(server.path)
  const saved = client.call('save', {})
  const stuck = client.call('reload', {})
  stuck.catch(() => {})
  await begun.promise
  const closing = server.close()
  hold.resolve()
  assert.deepEqual(await saved, {})
  await assert.rejects(stuck, withId('control/cut-off'))
  await closing
})
