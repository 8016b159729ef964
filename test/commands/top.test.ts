import assert from 'node:assert/strict'
import { test } from 'node:test'
import { topSchema } from '../docs/top-schema.ts'
import { scratchFolder } from '../helpers/chatctl.ts'
import { Daemon } from '../helpers/daemon.ts'
import { runCommand } from './run-command.ts'

test('without a terminal it prints one snapshot, and says that there is more', async () => {
  await using daemon = await Daemon.start()
  await daemon.join('王小明')
  const { code, stdout, stderr } = await runCommand(daemon.folder, ['top', '--config', daemon.configFile])
  assert.equal(code, 0, stderr)
  assert.match(stdout, /^Connections +1 of 200/m)
  assert.match(stdout, /^Messages +[\d.,]+\/s delivered/m)
  assert.match(stdout, /^ +王小明 +127\.0\.0\.1 +\d+ /m)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no escape may be in it
  assert.doesNotMatch(stdout, /\u001b/)
  assert.match(stderr, /no terminal/)
  const asked = await runCommand(daemon.folder, ['top', '--once', '--config', daemon.configFile])
  assert.equal(asked.stderr, '')
})

test('--json is one document with rates, addresses and connections', async () => {
  await using daemon = await Daemon.start()
  await daemon.join('alice')
  await daemon.join('bob')
  const { stdout } = await runCommand(daemon.folder, ['top', '--json', '--config', daemon.configFile])
  const document = topSchema.parse(JSON.parse(stdout))
  assert.deepEqual(
    document.peers.map(({ address, connections, names }) => ({ address, connections, names })),
    [{ address: '127.0.0.1', connections: 2, names: ['alice', 'bob'] }],
  )
  assert.equal(document.users.length, 2)
  assert.equal(document.status.pid, daemon.child.pid)
  assert.ok(document.rates !== null)
})

test('no server is the error of every other command', async () => {
  using folder = scratchFolder()
  const { code, stderr, stdout } = await runCommand(folder.path, ['top'])
  assert.equal(code, 1)
  assert.match(stderr, /\[control\/not-running\]/)
  assert.equal(stdout, '')
})
