import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bootSystemdBox } from './systemd-box.ts'

test('a box has its own units, journal and firewall, and leaves this machine alone', async (t) => {
  const box = await bootSystemdBox(t)
  if (box === undefined) return
  await box.unit('hello', '[Service]\nType=oneshot\nExecStart=/bin/sh -c "echo hello from the box"\n')
  await box.ok(['systemctl', 'start', 'hello'])
  assert.match(await box.ok(['journalctl', '-u', 'hello', '-o', 'cat', '--no-pager']), /hello from the box/)
  await box.ok(['nft', 'add', 'table', 'inet', 'boxed'])
  assert.match(await box.ok(['nft', 'list', 'tables']), /boxed/)
  assert.equal((await box.run(['cat', '/etc/systemd/system/hello.service'])).code, 0)
  assert.match((await box.chatctl(['--version'])).stdout, /^chatctl/)
  await box.install()
  await box.ok(['systemctl', 'start', 'chatserver'])
  assert.match((await box.chatctl(['status'])).stdout, /0\.0\.0\.0:3000/)
  const nobody = await box.run(['id', '-un'], { user: 'nobody' })
  assert.equal(nobody.stdout.trim(), 'nobody')
})
