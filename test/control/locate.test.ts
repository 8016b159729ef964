import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { instancePath, readInstance } from '../../src/control/instance.ts'
import { type Located, locateDaemon } from '../../src/control/locate.ts'
import { runtimeFolder, socketCandidates, surroundings } from '../../src/control/socket-path.ts'
import { ChatctlError } from '../../src/errors/chatctl-error.ts'
import {
  refuseSecondInstance,
  removeInstance,
  writeInstance,
} from '../../src/server/control/instance-file.ts'
import { isAlive, processStart } from '../../src/store/process-start.ts'
import { scratchFolder } from '../helpers/chatctl.ts'
import { serveControl } from './fake-operations.ts'

const facts = { port: 3000, startedAt: '2026-01-01T00:00:00+08:00', version: '1.2.3', configPath: null }

/** Surroundings whose folders are all inside one, so that a daemon of this machine is never met. */
const inside = (folder: string) => ({
  ...surroundings(),
  uid: 4711,
  env: { RUNTIME_DIRECTORY: join(folder, 'run') },
  shared: join(folder, 'run'),
})

const locate = (
  folder: string,
  more: { controlSocket?: string; configFound?: boolean } = {},
): Promise<Located> =>
  locateDaemon({ directory: folder, configFound: true, surroundings: inside(folder), ...more })

function writeForeign(folder: string, instance: object): void {
  writeFileSync(instancePath(folder), JSON.stringify({ ...facts, ...instance }))
}

async function listener(t: TestContext, path: string): Promise<void> {
  const server = createServer((socket) => socket.destroy()).listen(path)
  t.after(() => server.close())
  await once(server, 'listening')
}

test('with nothing there, nothing runs', async () => {
  using folder = scratchFolder()
  assert.deepEqual(await locate(folder.path), { state: 'down' })
  assert.deepEqual(await locate(join(folder.path, 'no', 'such')), { state: 'down' })
  writeFileSync(instancePath(folder.path), '{"pid": "x"')
  assert.deepEqual(await locate(folder.path), { state: 'down' })
})

test('the instance file leads to the running daemon', async () => {
  using folder = scratchFolder()
  await using server = await serveControl()
  await writeInstance(folder.path, { socket: server.path, ...facts })
  const found = await locate(folder.path)
  assert.equal(found.state, 'running')
  assert.deepEqual(found, {
    state: 'running',
    socket: server.path,
    instance: { pid: process.pid, processStart: processStart(process.pid), socket: server.path, ...facts },
  })
})

test('a configured socket is found without an instance file', async () => {
  using folder = scratchFolder()
  await using server = await serveControl()
  const found = await locate(folder.path, { controlSocket: server.path })
  assert.deepEqual(found, { state: 'running', socket: server.path, instance: null })
})

test('a configured socket that moved since the start is found through the instance file', async () => {
  using folder = scratchFolder()
  await using server = await serveControl()
  await writeInstance(folder.path, { socket: server.path, ...facts })
  const found = await locate(folder.path, { controlSocket: join(folder.path, 'new.sock') })
  assert.equal(found.state === 'running' && found.socket, server.path)
})

test('without an instance file the usual socket of the data folder is found', async () => {
  using folder = scratchFolder()
  const around = inside(folder.path)
  const socket = socketCandidates(folder.path, around)[0]
  await using _server = await serveControl({}, { controlSocket: socket })
  assert.deepEqual(await locate(folder.path), { state: 'running', socket, instance: null })
})

test('an instance file of a process that is gone is stale', async () => {
  using folder = scratchFolder()
  const { pid } = spawnSync(process.execPath, ['-e', '0'])
  writeForeign(folder.path, { pid, processStart: '1', socket: join(folder.path, 's') })
  assert.deepEqual(await locate(folder.path), { state: 'stale', pid })
})

test('a pid that another process has got since is stale, too', async (t) => {
  if (process.platform !== 'linux') return t.skip('needs /proc')
  using folder = scratchFolder()
  writeForeign(folder.path, { pid: process.pid, processStart: '1', socket: join(folder.path, 's') })
  assert.deepEqual(await locate(folder.path), { state: 'stale', pid: process.pid })
})

test('a daemon whose socket file was deleted is alive but unreachable', async () => {
  using folder = scratchFolder()
  await using server = await serveControl()
  await writeInstance(folder.path, { socket: server.path, ...facts })
  unlinkSync(server.path)
  const { pid } = process
  assert.deepEqual(await locate(folder.path), { state: 'unreachable', pid, socket: server.path, busy: false })
})

test('a daemon that has stopped taking connections is busy', async (t) => {
  if (process.platform !== 'linux') return t.skip('needs a socket whose backlog refuses')
  using folder = scratchFolder()
  const socket = join(folder.path, 's')
  const script = `require('net').createServer().listen({ path: ${JSON.stringify(socket)}, backlog: 1 }, () => process.kill(process.pid, 'SIGSTOP'))`
  const child = spawn(process.execPath, ['-e', script], { stdio: 'ignore' })
  t.after(() => child.kill('SIGKILL'))
  while (!/\) T/.test(readFileSync(`/proc/${child.pid}/stat`, 'latin1'))) await new Promise(setImmediate)
  const { connect } = await import('node:net')
  const held = Array.from({ length: 5 }, () => connect(socket).on('error', () => {}))
  t.after(() => {
    for (const one of held) one.destroy()
  })
  writeForeign(folder.path, { pid: child.pid, processStart: processStart(child.pid ?? 0), socket })
  assert.deepEqual(await locate(folder.path), { state: 'unreachable', pid: child.pid, socket, busy: true })
})

test('without any config file the only live socket of the runtime folders is taken', async (t) => {
  using folder = scratchFolder()
  const run = join(folder.path, 'run')
  mkdirSync(run)
  const away = { configFound: false }
  assert.deepEqual(await locate(folder.path, away), { state: 'down' })
  const [first, second] = [join(run, 'aa.sock'), join(run, 'bb.sock')]
  await listener(t, first)
  writeFileSync(join(run, 'dead.sock'), '')
  assert.deepEqual(await locate(folder.path, away), { state: 'running', socket: first, instance: null })
  assert.deepEqual(await locate(folder.path), { state: 'down' })
  await listener(t, second)
  const found = await locate(folder.path, away)
  assert.deepEqual(found.state === 'several' && [...found.sockets].sort(), [first, second])
})

test('what this user may not open is denied, and its owner is named', async (t) => {
  if (process.getuid?.() !== 0) return t.skip('needs root, to become another user')
  using folder = scratchFolder()
  await using server = await serveControl()
  await writeInstance(folder.path, { socket: server.path, ...facts })
  chmodSync(folder.path, 0o755)
  assert.deepEqual(locateAs(65534, folder.path), { state: 'denied', path: server.path, needs: 'root' })
  chmodSync(folder.path, 0o700)
  const path = instancePath(folder.path)
  assert.deepEqual(locateAs(65534, folder.path), { state: 'denied', path, needs: 'root' })
  // By name, where there is one.
  for (const [uid, needs] of [
    [1, 'daemon'],
    [64_999, '#64999'],
  ] as const) {
    chownSync(folder.path, uid, uid)
    assert.deepEqual(locateAs(65534, folder.path), { state: 'denied', path, needs })
  }
})

test("a stranger's socket among the temporary files is not taken for a server", async (t) => {
  if (process.getuid?.() !== 0) return t.skip('needs root, to become another user')
  using folder = scratchFolder()
  const socket = join(folder.path, 'trap.sock')
  chmodSync(folder.path, 0o777)
  const script = `process.setuid(65534); require('net').createServer().listen(${JSON.stringify(socket)})`
  const child = spawn(process.execPath, ['-e', script], { stdio: 'ignore' })
  t.after(() => child.kill('SIGKILL'))
  while (!existsSync(socket)) await new Promise(setImmediate)
  writeForeign(folder.path, { pid: 1, processStart: '1', socket })
  assert.deepEqual(await locate(folder.path), { state: 'stale', pid: 1 })
})

/** What another user finds. */
function locateAs(uid: number, directory: string): Located {
  const module = JSON.stringify(join(import.meta.dirname, '../../src/control/locate.ts'))
  const place = { directory, configFound: true, surroundings: { ...inside(directory), uid } }
  const script = `
    const { locateDaemon } = await import(${module})
    process.setgroups([]); process.setgid(${uid}); process.setuid(${uid})
    console.log(JSON.stringify(await locateDaemon(${JSON.stringify(place)})))`
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  })
  assert.notEqual(stdout, '', stderr)
  return JSON.parse(stdout)
}

test('a second daemon on the same data folder is refused while the first one lives', async (t) => {
  using folder = scratchFolder()
  await refuseSecondInstance(folder.path)
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
  t.after(() => child.kill('SIGKILL'))
  const pid = child.pid ?? 0
  writeForeign(folder.path, { pid, processStart: processStart(pid), socket: '/run/x.sock' })
  await assert.rejects(refuseSecondInstance(folder.path), (error) => {
    return error instanceof ChatctlError && error.id === 'control/in-use' && error.values.pid === pid
  })
  child.kill('SIGKILL')
  await once(child, 'exit')
  await refuseSecondInstance(folder.path)
})

test('the instance file goes with the process that wrote it, and stays for any other', async () => {
  using folder = scratchFolder()
  await writeInstance(folder.path, { socket: '/run/x.sock', ...facts })
  assert.equal((await readInstance(folder.path))?.pid, process.pid)
  await removeInstance(folder.path)
  assert.equal(existsSync(instancePath(folder.path)), false)
  writeForeign(folder.path, { pid: 1, socket: '/run/x.sock' })
  await removeInstance(folder.path)
  assert.equal(existsSync(instancePath(folder.path)), true)
})

test('a process is told from a later one with its pid', (t) => {
  if (process.platform !== 'linux') return t.skip('needs /proc')
  const start = processStart(process.pid)
  assert.match(start ?? '', /^\d+$/)
  assert.equal(isAlive(process.pid, start), true)
  assert.equal(isAlive(process.pid, null), true)
  assert.equal(isAlive(process.pid, '1'), false)
})

test('the runtime folder follows the service manager, the user and the session, in this order', () => {
  const folder = (env: NodeJS.ProcessEnv, uid: number) => runtimeFolder(env, uid, 'linux')
  assert.equal(folder({ RUNTIME_DIRECTORY: '/run/a:/run/b', XDG_RUNTIME_DIR: '/run/user/7' }, 7), '/run/a')
  assert.equal(folder({ XDG_RUNTIME_DIR: '/run/user/0' }, 0), '/run/chatctl')
  assert.equal(folder({ XDG_RUNTIME_DIR: '/run/user/7' }, 7), '/run/user/7/chatctl')
  assert.match(folder({}, 7), /chatctl-7$/)
})

test('a runtime folder with a path too long for sockets is passed over', () => {
  const env = { XDG_RUNTIME_DIR: `/run/${'x'.repeat(100)}` }
  const candidates = socketCandidates('/srv/chat', { env, uid: 7, platform: 'linux' })
  assert.equal(candidates.length, 1)
  assert.match(candidates[0] ?? '', /chatctl-7\/[0-9a-f]{8}\.sock$/)
})

test('two data folders never share a socket, two names of one folder do', () => {
  const around = { env: {}, uid: 7, platform: 'linux' as const }
  assert.notDeepEqual(socketCandidates('/srv/a', around), socketCandidates('/srv/b', around))
  assert.deepEqual(socketCandidates('/', around), socketCandidates('/../', around))
  assert.match(
    socketCandidates('C:\\chat', { ...around, platform: 'win32' })[0] ?? '',
    /^\\\\\.\\pipe\\chatctl-/,
  )
})
