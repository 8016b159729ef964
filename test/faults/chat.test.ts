import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { repairList } from '../../src/sanctions/repair-list.ts'
import { runCommand } from '../commands/run-command.ts'
import { Daemon, eventually, textToAll } from '../helpers/daemon.ts'
import { ofType } from '../helpers/packets.ts'
import { assertFault, resultOf, runDoctor, saidBy, typeFix, unexplained } from './doctor-run.ts'

const FULL = '⚠️ 服务器已满，请稍后再试'

test('a full server is found, with how many were turned away', async () => {
  await using daemon = await Daemon.start({ config: { server: { max_connections: 2 } } })
  await daemon.enter()
  await daemon.enter()
  const refused = await daemon.connect()
  await refused.next(({ msg }) => msg === FULL)
  assertFault(
    await runDoctor(daemon.configFile),
    'chat/full',
    /2 of 2 places are taken; turned away because it was full: [1-9]/,
  )
  await daemon.disconnectAll()
  await daemon.logged(/已离开|left/)
  assert.equal(resultOf(await runDoctor(daemon.configFile), 'chat/full').outcome, 'pass')
})

for (const [kind, name] of [
  ['ban', 'banned_ips.json'],
  ['mute', 'muted_ips.json'],
] as const) {
  test(`a ${kind} list that somebody broke is found first, and in force again once it is mended`, async () => {
    await using daemon = await Daemon.start({ files: { [name]: '["127.0.0.66"]' } })
    daemon.write(name, '["127.0.0.66",\n "127.0.0.67",]')
    await daemon.logged(/line 2, column 15|第 2 行/)
    const run = await runDoctor(daemon.configFile)
    assertFault(run, `chat/${kind}-list-broken`, new RegExp(`${name}, line 2, column 15`))
    assert.deepEqual(resultOf(run, 'chat/list-not-in-force').explainedBy, [`chat/${kind}-list-broken`])
    assert.equal(resultOf(run, `chat/${kind}-list-broken`).fix?.automatic, true)
    const list = repairList(readFileSync(daemon.path(name)), name)
    assert.deepEqual(list?.kept, ['127.0.0.66', '127.0.0.67'])
    daemon.write(name, list.text)
    await eventually(
      () => (/can be read again|重新/.test(daemon.read('server.log')) ? true : undefined),
      'the list in force',
    )
    assert.deepEqual(unexplained(await runDoctor(daemon.configFile)), [])
  })
}

test('a folder in the place of a list is found, and not repaired by itself', async () => {
  await using daemon = await Daemon.start()
  rmSync(daemon.path('muted_ips.json'), { force: true })
  mkdirSync(daemon.path('muted_ips.json'))
  const run = await runDoctor(daemon.configFile)
  assertFault(run, 'chat/mute-list-broken', /muted_ips\.json cannot be read/)
  assert.equal(resultOf(run, 'chat/mute-list-broken').fix?.automatic, false)
})

test('the mute for everybody is found, and lifted by the printed command', async () => {
  await using daemon = await Daemon.start()
  await daemon.operate('gmute')
  const run = await runDoctor(daemon.configFile)
  assertFault(run, 'chat/global-mute', /Everybody is muted/)
  await typeFix(run, 'chat/global-mute')
  assert.deepEqual(unexplained(await runDoctor(daemon.configFile)), [])
})

test('who is muted and online is named, with the command that lifts it', async () => {
  await using daemon = await Daemon.start()
  await daemon.join('Ann', { from: '127.0.0.9' })
  await daemon.operate('mute', '127.0.0.9')
  const run = await runDoctor(daemon.configFile)
  assert.equal(resultOf(run, 'chat/muted-users').outcome, 'pass')
  assert.match(saidBy(run, 'chat/muted-users'), /127\.0\.0\.9 \(Ann\)[\s\S]*unmute 127\.0\.0\.9/)
  await typeFix(run, 'chat/muted-users')
  assert.equal(resultOf(await runDoctor(daemon.configFile), 'chat/muted-users').severity, null)
})

test('a banned address that knocks is named, with the command that lifts the ban', async () => {
  await using daemon = await Daemon.start()
  await daemon.operate('ban', '127.0.0.9')
  await daemon.connect({ from: '127.0.0.9' })
  await daemon.logged(/已拦截黑名单 IP: 127\.0\.0\.9/)
  const run = await runDoctor(daemon.configFile)
  assert.deepEqual(unexplained(run), [])
  assert.match(saidBy(run, 'chat/banned-asking'), /127\.0\.0\.9: 1×/)
  await typeFix(run, 'chat/banned-asking')
  await daemon.enter({ from: '127.0.0.9' })
})

test('a console that three wrong passwords have locked is found, and opened by the printed command', async () => {
  await using daemon = await Daemon.start({
    config: { admin: { password_enabled: true, password: 'a long and good one' } },
  })
  await runCommand(daemon.folder, ['console', '--config', daemon.configFile], 'a\nb\nc\n')
  const run = await runDoctor(daemon.configFile, { words: ['chat'] })
  assertFault(run, 'chat/console-locked', /console is locked/)
  await typeFix(run, 'chat/console-locked')
  await daemon.logged(/opened the locked console/)
  const again = ['console', '--config', daemon.configFile]
  const { code } = await runCommand(daemon.folder, again, 'a long and good one\nstatus\n')
  assert.equal(code, 0)
})

test('a heartbeat that comes too late by its settings is found', async () => {
  await using daemon = await Daemon.start({
    config: { security: { heartbeat_interval: 60, heartbeat_timeout: 45 } },
  })
  const run = await runDoctor(daemon.configFile)
  assertFault(run, 'chat/heartbeat-settings', /heartbeat_interval is 60 s, heartbeat_timeout is 45 s/)
})

test('a client that does not read is named while its messages wait', async () => {
  await using daemon = await Daemon.start({
    config: { server: { max_queue_bytes: 64 * 1024 ** 2 }, security: { enable_message_filter: false } },
  })
  const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
  const sleeper = await daemon.connect({ paused: true, from: '127.0.0.8' })
  sleeper.send({ type: 'hello', from: 'Sleeper' })
  const long = 'x'.repeat(200_000)
  for (let count = 0; count < 200; count++) {
    ann.send(textToAll('Ann', long))
    await bob.next(ofType('text'))
  }
  const run = await runDoctor(daemon.configFile)
  assertFault(run, 'chat/slow-readers', /127\.0\.0\.8 \(Sleeper\): \d+\.\d MiB of at most 64\.0 MiB/)
  await typeFix(run, 'chat/slow-readers')
  assert.equal(resultOf(await runDoctor(daemon.configFile), 'chat/slow-readers').outcome, 'pass')
})

test('a list entry that is no address is a hint', async () => {
  await using daemon = await Daemon.start({ files: { 'banned_ips.json': '["10.0.0.300"]' } })
  const run = await runDoctor(daemon.configFile)
  assert.deepEqual(unexplained(run), [])
  assert.match(saidBy(run, 'chat/ban-list-broken'), /"10\.0\.0\.300"/)
  writeFileSync(daemon.path('banned_ips.json'), '[]')
  assert.equal(resultOf(await runDoctor(daemon.configFile), 'chat/ban-list-broken').severity, null)
})
