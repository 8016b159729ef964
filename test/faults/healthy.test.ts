import assert from 'node:assert/strict'
import { chmodSync, renameSync } from 'node:fs'
import { test } from 'node:test'
import { Daemon, eventually, textToAll } from '../helpers/daemon.ts'
import { type DoctorOptions, resultOf, runDoctor } from './doctor-run.ts'

const NOBODY = 65_534
/** What is judged of the server; what the machine of the test is like is its own business. */
const words = ['config', 'service', 'storage', 'network', 'chat', 'security']

/** A server as it is after an installation, for all addresses of the machine. */
async function installed(): Promise<Daemon> {
  const daemon = await Daemon.start({ config: { server: { host: '0.0.0.0' } } })
  await eventually(() => daemon.read('instance.json') || undefined, 'the instance file')
  return daemon
}

async function assertHealthy(daemon: Daemon, state: string, options: DoctorOptions = {}): Promise<void> {
  const run = await runDoctor(daemon.configFile, { words, ...options })
  const wrong = run.results.filter(({ outcome }) => outcome === 'warn' || outcome === 'fail')
  assert.deepEqual(wrong, [], state)
  assert.equal(run.outcome, 'pass')
  assert.equal(run.code, 0, state)
  assert.equal(resultOf(run, 'service/not-running').outcome, 'pass', state)
}

test('a healthy server is told nothing, whatever it is doing and whoever asks', async (t) => {
  if (process.platform !== 'linux') return t.skip('needs Linux')
  await using daemon = await installed()
  await assertHealthy(daemon, 'just started')
  await assertHealthy(daemon, 'idle')

  const clients = await daemon.joinAll('alice', 'bob', 'carol')
  const [alice] = clients
  const talking = setInterval(() => alice.send(textToAll('alice', 'one of many')), 20)
  try {
    await assertHealthy(daemon, 'busy')
  } finally {
    clearInterval(talking)
  }
  await daemon.disconnectAll()

  daemon.configure({ security: { heartbeat_timeout: 120 } })
  await daemon.operate('reload')
  await assertHealthy(daemon, 'after a reload')

  renameSync(daemon.path('server.log'), daemon.path('server.log.1'))
  daemon.child.kill('SIGUSR2')
  await daemon.operate('say', 'a new log')
  await assertHealthy(daemon, 'after a rotation')

  await daemon.operate('ban', '203.0.113.9')
  await daemon.operate('mute', '203.0.113.10')
  await assertHealthy(daemon, 'with bans and mutes')

  await assertHealthy(daemon, 'in Chinese', { env: { LC_ALL: 'zh_CN.UTF-8', LANG: 'zh_CN.UTF-8' } })
  if (process.getuid?.() !== 0) return t.diagnostic('not root: to nobody it is not shown')
  chmodSync(daemon.folder, 0o755)
  await assertHealthy(daemon, 'to an ordinary user', { uid: NOBODY })
})
