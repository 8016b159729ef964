import assert from 'node:assert/strict'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { look } from '../facts/look.ts'
import { testConfig } from '../helpers/chatctl.ts'
import { Daemon, eventually } from '../helpers/daemon.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { assertFault, resultOf, runDoctor, saidBy } from './doctor-run.ts'

/** A daemon that takes orders too: it takes connections a moment before. */
async function started(config: Record<string, Record<string, unknown>> = {}): Promise<Daemon> {
  const daemon = await Daemon.start({ config })
  await eventually(() => daemon.read('instance.json') || undefined, 'the instance file')
  return daemon
}

test('two canaries hear each other, unseen by users, also in a full room', async () => {
  await using daemon = await started({ server: { max_connections: 1 } })
  const alice = await daemon.join('alice')
  const { hops } = await look('canary', daemon.configFile)
  assert.deepEqual(
    hops.map(({ host, outcome, marked }) => [host, outcome, marked]),
    [['127.0.0.1', 'ok', true]],
  )
  assert.ok(hops[0]?.connectMs !== null && hops[0]?.welcomeMs !== null && hops[0]?.echoMs !== null)
  await alice.expectNothing(300)
  const run = await runDoctor(daemon.configFile, { words: ['network', 'chat'] })
  assertFault(run, 'chat/full', /1/)
  assert.equal(resultOf(run, 'network/canary-not-admitted').outcome, 'pass')
})

test('a server that listens on all addresses is tried at each of this machine', async () => {
  await using daemon = await started({ server: { host: '0.0.0.0' } })
  const { hops } = await look('canary', daemon.configFile)
  const { addresses } = await look('network', daemon.configFile)
  assert.ok(hops.length >= 1)
  for (const { host, outcome } of hops)
    assert.ok(addresses.includes(host) && outcome === 'ok', `${host}: ${outcome}`)
})

test('nobody listens: the canary is refused, because the server does not run', async (t) => {
  const folder = temporaryFolder(t)
  const config = join(folder, 'config.json')
  const closed = createServer().listen(0, '127.0.0.1')
  await once(closed, 'listening')
  const { port } = closed.address() as AddressInfo
  closed.close()
  writeFileSync(config, JSON.stringify(testConfig(port)))
  const run = await runDoctor(config)
  assertFault(run, 'service/not-running', /serve/)
  assert.match(saidBy(run, 'network/canary-refused'), new RegExp(`127.0.0.1:${port}: refused, ECONNREFUSED`))
  assert.ok(resultOf(run, 'network/canary-refused').explainedBy.includes('service/not-running'))
})

test('a server that was stopped connects and stays silent, because it is stopped', {
  skip: process.platform !== 'linux' && 'needs /proc of Linux',
}, async () => {
  await using daemon = await started()
  daemon.child.kill('SIGSTOP')
  try {
    const run = await runDoctor(daemon.configFile)
    assertFault(run, 'service/process-stopped', /state is T/)
    assert.match(saidBy(run, 'network/canary-timeout'), /Connections stand, and nobody speaks/)
    assert.ok(resultOf(run, 'network/canary-timeout').explainedBy.includes('service/process-stopped'))
  } finally {
    daemon.child.kill('SIGCONT')
  }
})

test('this machine on its own ban list is not let in, because it is banned', async () => {
  await using daemon = await started()
  await daemon.operate('ban', '127.0.0.1')
  const run = await runDoctor(daemon.configFile)
  assertFault(run, 'security/ban-hits-this-host', /127\.0\.0\.1/)
  assert.deepEqual(resultOf(run, 'network/canary-not-admitted').explainedBy, ['security/ban-hits-this-host'])
})

test('a mute of everybody is heard by the canary too', async () => {
  await using daemon = await started()
  await daemon.operate('gmute')
  const run = await runDoctor(daemon.configFile)
  assertFault(run, 'chat/global-mute', /./)
  assert.equal(resultOf(run, 'network/canary-not-heard').severity, 'hint')
  assert.match(saidBy(run, 'network/canary-not-heard'), /may not speak/)
})

test('a program that takes connections and says nothing, and one that speaks another language', async (t) => {
  const folder = temporaryFolder(t)
  const kept: Socket[] = []
  const mute = createServer((socket) => kept.push(socket)).listen(0, '127.0.0.1')
  const web = createHttpServer((_, answer) => answer.end('hello')).listen(0, '127.0.0.1')
  await Promise.all([once(mute, 'listening'), once(web, 'listening')])
  t.after(() => {
    for (const socket of kept) socket.destroy()
    mute.close()
    web.closeAllConnections()
    web.close()
  })
  for (const [server, outcome] of [
    [mute, 'timeout'],
    [web, 'not-chat'],
  ] as const) {
    const config = join(folder, `${(server.address() as AddressInfo).port}.json`)
    writeFileSync(config, JSON.stringify(testConfig((server.address() as AddressInfo).port)))
    const { hops } = await look('canary', config)
    assert.deepEqual(
      hops.map((hop) => [hop.outcome, hop.step]),
      [[outcome, 'welcome']],
    )
  }
})
