import assert from 'node:assert/strict'
import { chmodSync, chownSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { runCommand } from '../commands/run-command.ts'
import { testConfig } from '../helpers/chatctl.ts'
import { Daemon } from '../helpers/daemon.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { assertFault, resultOf, runDoctor, saidBy, typeFix, unexplained } from './doctor-run.ts'

const NOBODY = 65_534
const GOOD = 'correct horse battery'

test('a password in plain text, a published one and a short one are found, and none is shown', async () => {
  await using daemon = await Daemon.start({ config: { admin: { password_enabled: true, password: GOOD } } })
  const plain = await runDoctor(daemon.configFile)
  assertFault(plain, 'security/plain-password', /config\.json:\d+:\d+: "password": \*{6}/)
  daemon.configure({ admin: { password: 'admin123' } })
  assertFault(await runDoctor(daemon.configFile), 'security/published-password', /published default/)
  daemon.configure({ admin: { password: 'kitten7' } })
  const short = await runDoctor(daemon.configFile)
  assert.deepEqual(unexplained(short), ['security/plain-password', 'security/short-password'])
  assert.doesNotMatch(JSON.stringify([plain, short]), /correct horse|kitten7/)
})

test('a hash that nothing matches is found', async () => {
  await using daemon = await Daemon.start({
    config: { admin: { password_enabled: true, password_hash: 'no-hash-at-all' } },
  })
  const run = await runDoctor(daemon.configFile)
  assertFault(run, 'security/unknown-hash', /neither a bcrypt nor an argon2 hash/)
  assert.doesNotMatch(JSON.stringify(run), /no-hash-at-all/)
})

test('a password that every user can read is found, and closed by the printed commands', async (t) => {
  if (process.platform === 'win32') return t.skip('needs permission bits')
  await using daemon = await Daemon.start({ config: { admin: { password_enabled: true, password: GOOD } } })
  chmodSync(daemon.folder, 0o755)
  chmodSync(daemon.configFile, 0o644)
  const run = await runDoctor(daemon.configFile)
  assert.deepEqual(unexplained(run), ['security/plain-password', 'security/config-readable'])
  assert.match(saidBy(run, 'security/config-readable'), /mode 644/)
  await typeFix(run, 'security/config-readable')
  assert.equal(resultOf(await runDoctor(daemon.configFile), 'security/config-readable').outcome, 'pass')
})

test('closing a file of root keeps it readable for the server', async (t) => {
  if (process.getuid?.() !== 0) return t.skip('needs root, to give a folder to somebody else')
  const folder = temporaryFolder(t)
  const config = join(folder, 'config.json')
  writeFileSync(
    config,
    JSON.stringify(testConfig(3000, { admin: { password_enabled: true, password: GOOD } })),
  )
  chmodSync(folder, 0o755)
  chownSync(folder, NOBODY, NOBODY)
  chmodSync(config, 0o644)
  const words = ['security/config-readable', 'config/unreadable']
  const run = await runDoctor(config, { words })
  await typeFix(run, 'security/config-readable')
  const after = await runDoctor(config, { words })
  assert.deepEqual(unexplained(after), [])
  assert.equal(resultOf(after, 'config/unreadable').outcome, 'pass')
})

test('a ban that hits this machine is found first, in whatever form, and lifted by the printed command', async () => {
  await using daemon = await Daemon.start()
  for (const entry of ['127.0.0.0/8', '::ffff:127.0.0.1', '::1']) {
    daemon.write('banned_ips.json', JSON.stringify([entry, '203.0.113.9']))
    const run = await runDoctor(daemon.configFile)
    assertFault(
      run,
      'security/ban-hits-this-host',
      new RegExp(`The ban of ${entry.replaceAll('.', '\\.')} hits this machine`),
    )
    await typeFix(run, 'security/ban-hits-this-host')
    assert.deepEqual(unexplained(await runDoctor(daemon.configFile)), [])
  }
})

test('a ban of the address that an SSH session comes from is a warning', async () => {
  await using daemon = await Daemon.start({ files: { 'banned_ips.json': '["198.51.100.0/24"]' } })
  const env = { SSH_CONNECTION: '198.51.100.7 50000 192.0.2.1 22' }
  const run = await runDoctor(daemon.configFile, { env })
  assertFault(run, 'security/ban-hits-this-host', /your SSH session \(198\.51\.100\.7\)/)
  assert.equal(resultOf(run, 'security/ban-hits-this-host').outcome, 'warn')
})

test('somebody who tries out console passwords is found in the log', async () => {
  await using daemon = await Daemon.start({
    config: { admin: { password_enabled: true, password: GOOD }, logging: { format: 'json' } },
  })
  await runCommand(daemon.folder, ['console', '--config', daemon.configFile], 'a\nb\nc\n')
  const run = await runDoctor(daemon.configFile, { words: ['security/failed-logins'] })
  assert.match(saidBy(run, 'security/failed-logins'), /Wrong console passwords in the last day: 3/)
})

test('a server by hand as root, without a password, is no more than a hint', async () => {
  await using daemon = await Daemon.start()
  const run = await runDoctor(daemon.configFile)
  assert.deepEqual(unexplained(run), [])
  assert.equal(resultOf(run, 'security/no-password').severity, 'hint')
  if (process.getuid?.() === 0) assert.equal(resultOf(run, 'security/runs-as-root').severity, 'hint')
})
