import assert from 'node:assert/strict'
import { once } from 'node:events'
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { openControl } from '../../src/server/control/listen.ts'
import { status } from '../cli/sample-room.ts'
import { fakeOperations } from '../control/fake-operations.ts'
import { testConfig } from '../helpers/chatctl.ts'
import { Daemon, eventually } from '../helpers/daemon.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { assertFault, resultOf, runDoctor, saidBy, typeFix, unexplained } from './doctor-run.ts'

const skip = process.platform !== 'linux' && 'needs /proc of Linux'

/** A daemon that takes orders too: it takes connections a moment before. */
async function started(): Promise<Daemon> {
  const daemon = await Daemon.start()
  await eventually(() => daemon.read('instance.json') || undefined, 'the instance file')
  return daemon
}

test('a server that was stopped is found by its state, not by its silence, and goes on where it was', {
  skip,
}, async () => {
  await using daemon = await started()
  const client = await daemon.join('alice')
  daemon.child.kill('SIGSTOP')
  client.send({ type: 'text', from: 'alice', msg: 'anybody?' })
  try {
    const run = await runDoctor(daemon.configFile)
    assertFault(run, 'service/process-stopped', /state is T/)
    assert.deepEqual(resultOf(run, 'service/hung').explainedBy, ['service/process-stopped'])
    assert.match(
      saidBy(run, 'network/unread-connections'),
      new RegExp(`unread: 127.0.0.1:${client.localPort}`),
    )
    await typeFix(run, 'service/process-stopped')
    assert.deepEqual(unexplained(await runDoctor(daemon.configFile)), [])
  } finally {
    daemon.child.kill('SIGCONT')
  }
})

test('a control socket that somebody deleted is told from a server that does not run', { skip }, async () => {
  await using daemon = await started()
  rmSync(daemon.path('control.sock'))
  const run = await runDoctor(daemon.configFile)
  assertFault(run, 'service/control-socket-missing', /control\.sock does not exist/)
  assert.equal(resultOf(run, 'service/not-running').outcome, 'pass')
  assert.match(saidBy(run, 'service/control-socket-missing'), new RegExp(`kill ${daemon.child.pid}\n`))
})

test('a server that was killed does not run, and what it left behind is a consequence', {
  skip,
}, async () => {
  await using daemon = await started()
  daemon.child.kill('SIGKILL')
  await daemon.exited
  const run = await runDoctor(daemon.configFile)
  assertFault(run, 'service/not-running', /serve --config/)
  assert.deepEqual(resultOf(run, 'service/control-socket-stale').explainedBy, ['service/not-running'])
  assert.match(
    saidBy(run, 'service/control-socket-stale'),
    new RegExp(`process ${daemon.child.pid}, which is gone`),
  )
  assert.deepEqual(resultOf(run, 'network/not-listening').explainedBy, ['service/not-running'])
})

test('a key that was changed on disk and takes a restart is told with both values', { skip }, async () => {
  await using daemon = await started()
  daemon.configure({ server: { port: daemon.port, host: '127.0.0.2' } })
  await daemon.logged(/server\.host/)
  const run = await runDoctor(daemon.configFile)
  assertFault(
    run,
    'config/differs-from-running',
    /server\.host: running "127\.0\.0\.1", in the file "127\.0\.0\.2"/,
  )
})

test('an ordinary user is told what he may not see, and nothing is guessed', {
  skip: skip || (process.getuid?.() !== 0 && 'needs root, to become somebody else'),
}, async () => {
  await using daemon = await started()
  chmodSync(daemon.folder, 0o755)
  const run = await runDoctor(daemon.configFile, { uid: 65_534 })
  assert.equal(resultOf(run, 'network/port-held-by-other').outcome, 'unknown')
  assert.match(resultOf(run, 'network/port-held-by-other').message, /root/)
  assert.equal(resultOf(run, 'service/not-running').outcome, 'pass')
  for (const { check, outcome, message } of run.results.filter(
    ({ theme }) => theme === 'service' || theme === 'network',
  )) {
    assert.ok(
      outcome !== 'fail' && (outcome !== 'warn' || check === 'network/loopback-only'),
      `${check}: ${message}`,
    )
  }
})

test('connections that the kernel holds and the server does not know are told by their ends', {
  skip,
}, async (t) => {
  const folder = temporaryFolder(t)
  const kept: Socket[] = []
  const chat = createServer((socket) => kept.push(socket)).listen(0, '127.0.0.1')
  await once(chat, 'listening')
  const { port } = chat.address() as AddressInfo
  const data = join(folder, 'data')
  mkdirSync(data)
  const control = await openControl({
    operations: fakeOperations({ users: () => [], status: () => status() }),
    directory: data,
    controlSocket: join(folder, 'control.sock'),
  })
  const config = join(folder, 'config.json')
  writeFileSync(config, JSON.stringify(testConfig(port)))
  const zombie = connect(port, '127.0.0.1')
  await once(zombie, 'connect')
  t.after(async () => {
    zombie.destroy()
    for (const socket of kept) socket.destroy()
    chat.close()
    await control.close()
  })
  const run = await runDoctor(config, { words: ['network/zombie-connections'] })
  assert.equal(resultOf(run, 'network/zombie-connections').outcome, 'warn')
  assert.match(
    saidBy(run, 'network/zombie-connections'),
    new RegExp(`not for the server: 127.0.0.1:${zombie.localPort}`),
  )
})

test('a connection of another program that has the number of the port at another address is no zombie', {
  skip,
}, async () => {
  await using daemon = await started()
  const other = createServer((socket) => socket.on('error', () => {})).listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const theirs = connect({ port, host: '127.0.0.1', localAddress: '127.0.0.9', localPort: daemon.port })
  await once(theirs, 'connect')
  const run = await runDoctor(daemon.configFile, { words: ['network/zombie-connections'] })
  theirs.destroy()
  other.close()
  assert.equal(resultOf(run, 'network/zombie-connections').outcome, 'pass')
})
