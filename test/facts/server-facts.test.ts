import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { type TestContext, test } from 'node:test'
import { Daemon, type DaemonOptions, eventually } from '../helpers/daemon.ts'
import { look } from './look.ts'

/** A daemon that takes orders too: it takes connections a moment before. */
async function started(options: DaemonOptions = {}): Promise<Daemon> {
  const daemon = await Daemon.start(options)
  await eventually(() => daemon.read('instance.json') || undefined, 'the instance file')
  return daemon
}

const VISITOR = `
const socket = require('node:net').connect(Number(process.argv[1]), '127.0.0.1')
const body = Buffer.from('{"type":"hello","from":"alice"}')
const head = Buffer.alloc(4)
head.writeUInt32BE(body.length)
socket.on('data', (data) => data.includes('alice') && console.log(socket.localPort)).write(Buffer.concat([head, body]))
`

/** A user in a process of his own, for connections of one's own process are left out; gives his port. */
async function visitor(t: TestContext, port: number): Promise<number> {
  const child = spawn(process.execPath, ['-e', VISITOR, String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  t.after(() => child.kill('SIGKILL'))
  const [said] = await once(child.stdout, 'data', { signal: AbortSignal.timeout(20_000) })
  return Number(String(said))
}

const skip = process.platform !== 'linux' && 'needs /proc of Linux'

test('a running server is found with its process, its port, its connections and its own words', {
  skip,
}, async (t) => {
  await using daemon = await started()
  const client = await visitor(t, daemon.port)
  const processes = await look('processes', daemon.configFile)
  const own = processes.find(({ isMeant }) => isMeant)
  assert.equal(own?.pid, daemon.child.pid)
  assert.equal(own?.kind, 'chatctl')
  assert.ok(own?.openFiles && own.openFilesLimit && own.cpuPercent !== null && own.rssBytes > 1e6)
  assert.equal(processes.filter(({ isMeant }) => isMeant).length, 1)

  const [listener, ...more] = await look('listeners', daemon.configFile)
  assert.deepEqual(more, [])
  assert.deepEqual(
    [listener?.port, listener?.address, listener?.pid, listener?.kind, listener?.isMeant],
    [daemon.port, '127.0.0.1', daemon.child.pid, 'chatctl', true],
  )

  const sockets = await look('sockets', daemon.configFile)
  assert.equal(sockets.byState.ESTAB, 1)
  assert.deepEqual(sockets.byPeer, [{ address: '127.0.0.1', count: 1 }])
  assert.deepEqual([sockets.unknownToServer, sockets.unaccepted, sockets.unread], [[], 0, []])

  const live = await look('live', daemon.configFile)
  assert.equal(live.state, 'running')
  assert.equal(live.status?.connections.open, 1)
  assert.deepEqual(
    live.users?.map(({ name, port }) => [name, port]),
    [['alice', client]],
  )
  assert.deepEqual(live.differs, [])
})

test('what differs on disk is told by key, with what it takes, and no value of the admin section is told', {
  skip,
}, async () => {
  await using daemon = await started({ config: { admin: { password: 's3cret-one' } } })
  daemon.configure({ server: { host: '0.0.0.0' } })
  const live = await look('live', daemon.configFile)
  assert.deepEqual(live.differs, [{ key: 'server.host', needsRestart: true }])
  assert.doesNotMatch(JSON.stringify(live), /s3cret/)
})

test('a server that was stopped is hung, and its process says so', { skip }, async () => {
  await using daemon = await started()
  daemon.child.kill('SIGSTOP')
  try {
    assert.equal((await look('live', daemon.configFile)).state, 'hung')
    assert.equal((await look('processes', daemon.configFile)).find(({ isMeant }) => isMeant)?.state, 'T')
  } finally {
    daemon.child.kill('SIGCONT')
  }
})

test('a server whose socket is gone is unreachable, one that was killed is stale, and then nothing listens', {
  skip,
}, async () => {
  await using daemon = await started()
  rmSync(daemon.path('control.sock'))
  const lost = await look('live', daemon.configFile)
  assert.deepEqual([lost.state, lost.pid], ['unreachable', daemon.child.pid])
  daemon.child.kill('SIGKILL')
  await daemon.exited
  const left = await look('live', daemon.configFile)
  assert.deepEqual([left.state, left.pid], ['stale', daemon.child.pid])
  assert.deepEqual(await look('listeners', daemon.configFile), [])
})

test('a socket on which something else answers is garbled', { skip }, async () => {
  await using daemon = await started()
  rmSync(daemon.path('control.sock'))
  const other = createServer((socket) => socket.on('error', () => {}).end('SSH-2.0-something\r\n'))
  other.listen(daemon.path('control.sock'))
  await once(other, 'listening')
  assert.equal((await look('live', daemon.configFile)).state, 'garbled')
  other.close()
})
