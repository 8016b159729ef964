import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bootSystemdBox } from '../helpers/systemd-box.ts'

test('systemd hears that the server is ready, each time, also from an ordinary user', async (t) => {
  const box = await bootSystemdBox(t)
  if (box === undefined) return
  await box.install({}, ['TimeoutStartSec=10'])
  await box.write('/etc/systemd/system/chatserver.service.d/often.conf', '[Unit]\nStartLimitIntervalSec=0\n')
  await box.ok(['systemctl', 'daemon-reload'])
  for (let start = 1; start <= 6; start++) await box.ok(['systemctl', 'restart', 'chatserver'])
  const journal = await box.ok(['journalctl', '--no-pager', '-o', 'cat'])
  assert.doesNotMatch(journal, /Cannot find unit for notify message/)
})
