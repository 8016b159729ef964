import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { systemdCatalogue } from '../../src/explain/systemd-catalogue.ts'
import { messageIdOf } from '../../src/logging/journal/message-id.ts'
import { bootSystemdBox, type SystemdBox } from '../helpers/systemd-box.ts'

const PATIENCE_MS = 20_000
const FOLDER = '/usr/local/lib/systemd/catalog'

interface Entry {
  readonly MESSAGE: string
  readonly MESSAGE_ID?: string
  readonly PRIORITY: string
  readonly CHATCTL_EVENT?: string
  readonly CHATCTL_ERROR?: string
}

/** What the journal has of the unit. */
async function entries(box: SystemdBox): Promise<Entry[]> {
  await box.ok(['journalctl', '--sync'])
  const lines = await box.ok(['journalctl', '-u', 'chatserver', '-o', 'json', '--no-pager', '-q'])
  return lines
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Entry)
}

async function entry(box: SystemdBox, matches: (entry: Entry) => boolean): Promise<Entry> {
  const deadline = Date.now() + PATIENCE_MS
  for (;;) {
    const found = (await entries(box)).find(matches)
    if (found !== undefined) return found
    if (Date.now() > deadline) assert.fail((await entries(box)).map(({ MESSAGE }) => MESSAGE).join('\n'))
    await delay(100)
  }
}

test('what goes wrong under systemd is in the journal with its MESSAGE_ID, and journalctl -x explains it', async (t) => {
  const box = await bootSystemdBox(t)
  if (box === undefined) return
  await box.write(`${FOLDER}/chatctl.catalog`, await systemdCatalogue('en'))
  await box.write(`${FOLDER}/chatctl.zh_CN.catalog`, await systemdCatalogue('zh-CN'))
  assert.equal((await box.run(['journalctl', '--update-catalog'])).stderr, '')
  await box.install()

  const hold = 'require("node:net").createServer().listen(3000)'
  await box.ok(['systemd-run', '-q', '--unit=holder', process.execPath, '-e', hold])
  await box.run(['systemctl', 'start', 'chatserver'])
  const isStart = ({ CHATCTL_ERROR }: Entry) => CHATCTL_ERROR?.startsWith('server/address-in-use') === true
  const failed = await entry(box, isStart)
  assert.equal(failed.MESSAGE_ID, messageIdOf('error', failed.CHATCTL_ERROR ?? ''))
  assert.equal(failed.PRIORITY, '3')
  assert.match(failed.MESSAGE, /3000 is already in use.* \[server\/address-in-use/)
  const said = (await entries(box)).filter(({ MESSAGE }) => /already in use/.test(MESSAGE))
  assert.ok(said.every(isStart), 'nothing is said twice')
  const explained = await box.ok(['journalctl', '-x', '-u', 'chatserver', '--no-pager'])
  assert.match(explained, /Subject: The port is already in use \(EADDRINUSE\)/)
  assert.match(explained, /chatctl ports 3000/)

  await box.ok(['systemctl', 'stop', 'holder'])
  await box.run(['systemctl', 'reset-failed', 'chatserver'])
  await box.ok(['systemctl', 'start', 'chatserver'])
  await box.write('/opt/chatserver/config.json', '{ "server": { "port": 3000, } }')
  const broken = await entry(box, ({ CHATCTL_EVENT }) => CHATCTL_EVENT === 'config/malformed')
  assert.equal(broken.MESSAGE_ID, messageIdOf('event', 'config/malformed'))
  assert.match((await box.chatctl(['status'])).stdout, /Listening/, 'the server goes on')
  await box.write('/opt/chatserver/config.json', '{}')

  const planted = "process.on('SIGWINCH', () => { throw new Error('planted') })\n"
  await box.write('/opt/planted.mjs', planted)
  await box.write(
    '/etc/systemd/system/chatserver.service.d/crash.conf',
    '[Service]\nEnvironment=NODE_OPTIONS=--import=/opt/planted.mjs\nRestart=no\n',
  )
  await box.ok(['systemctl', 'daemon-reload'])
  await box.ok(['systemctl', 'restart', 'chatserver'])
  await box.ok(['systemctl', 'kill', '--signal=SIGWINCH', '--kill-who=main', 'chatserver'])
  const crash = await entry(box, ({ CHATCTL_EVENT }) => CHATCTL_EVENT === 'server/crash')
  assert.equal(crash.PRIORITY, '2')
  assert.match(crash.MESSAGE, /planted/)
})
