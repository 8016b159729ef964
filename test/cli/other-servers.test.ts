import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reach } from '../../src/cli/other-servers.ts'
import { runningServers } from '../../src/facts/server-processes.ts'
import { Daemon } from '../helpers/daemon.ts'

test('a server that runs with a configuration of its own is found from anywhere', async () => {
  await using daemon = await Daemon.start()
  const found = (await runningServers()).find(({ pid }) => pid === daemon.child.pid)
  assert.equal(found?.configPath, daemon.configFile)
  assert.equal(reach(found, found.uid), `chatctl status --config ${daemon.configFile}`)
})

test('what reaches a server depends on who asks, and on what he may see of it', () => {
  const server = { pid: 7, uid: 1, configPath: '/srv/my chat/config.json', cwd: '/srv' }
  assert.equal(reach(server, 0), "chatctl status --config '/srv/my chat/config.json'")
  assert.equal(reach(server, 2), "sudo chatctl status --config '/srv/my chat/config.json'")
  assert.equal(reach({ ...server, configPath: null }, 1), '(cd /srv && chatctl status)')
  assert.equal(reach({ ...server, configPath: null, cwd: null }, 2), "sudo -u '#1' chatctl status")
})
