import assert from 'node:assert/strict'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { test } from 'node:test'
import { serviceManager } from '../../src/server/systemd.ts'
import { eventually } from '../helpers/daemon.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const MANAGED = { NOTIFY_SOCKET: '/run/none', WATCHDOG_USEC: '2000000', WATCHDOG_PID: String(process.pid) }

test('a watchdog is patient while everything stands still, and then as strict as before', async (t) => {
  const folder = temporaryFolder(t)
  const heard = join(folder, 'heard')
  writeFileSync(join(folder, 'systemd-notify'), `#!/bin/sh\necho "$@" >> "${heard}"\n`)
  chmodSync(join(folder, 'systemd-notify'), 0o755)
  const { PATH } = process.env
  t.after(() => {
    process.env.PATH = PATH
  })
  process.env.PATH = `${folder}${delimiter}${PATH}`
  const line = (at: number) =>
    eventually(
      () => (existsSync(heard) ? readFileSync(heard, 'utf8').split('\n').slice(0, -1)[at] : undefined),
      'a word to systemd',
    )
  const resume = serviceManager(MANAGED).holdWatchdog()
  assert.equal(await line(0), `--pid=${process.pid} WATCHDOG=1 WATCHDOG_USEC=602000000`)
  resume()
  assert.equal(await line(1), `--pid=${process.pid} WATCHDOG_USEC=2000000 WATCHDOG=1`)
})

test('where no watchdog is set, or it watches another process, systemd is not spoken to', () => {
  for (const env of [{}, { ...MANAGED, WATCHDOG_USEC: undefined }, { ...MANAGED, WATCHDOG_PID: '1' }]) {
    const resume = serviceManager(env).holdWatchdog()
    resume()
    assert.equal(process.getActiveResourcesInfo().includes('ProcessWrap'), false)
  }
})
