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
  // Who stops a unit ends all its processes at once, so the word that it stops may not be heard: systemd knows it already.
  const running = journal.replaceAll(/Stopping chatserver\.service.*?Stopped chatserver\.service/gs, '')
  assert.equal(journal.match(/Stopped chatserver\.service/g)?.length, 5)
  assert.doesNotMatch(running, /Cannot find unit for notify message/)
})
