import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { collect } from '../../src/facts/collect.ts'
import { COLLECTORS } from '../../src/facts/collectors.ts'
import type { FactName } from '../../src/facts/facts.ts'
import { findTarget } from '../../src/facts/target.ts'
import { installation, satisfies } from '../../src/host/installation.ts'
import { liveHost } from '../../src/host/live-host.ts'
import { LocalTime } from '../../src/logging/local-time.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const { signal } = new AbortController()

async function look(folder: string, names: readonly FactName[]) {
  const host = liveHost({ PATH: process.env.PATH }, folder)
  const target = await findTarget(host, { config: join(folder, 'config.json'), unit: 'chatctl-none', signal })
  return await collect(host, target, { names, deadlineMs: 5000, signal })
}

function scratch(t: TestContext): string {
  const folder = temporaryFolder(t)
  writeFileSync(join(folder, 'config.json'), '{}')
  return folder
}

test('facts are plain data: JSON does not change them', async (t) => {
  const facts = await look(scratch(t), Object.keys(COLLECTORS) as FactName[])
  assert.deepEqual(JSON.parse(JSON.stringify(facts)), facts)
})

test('this machine has memory, a load and a kernel with settings', {
  skip: process.platform !== 'linux' && 'needs Linux',
}, async (t) => {
  const { memory, load, kernel } = await look(scratch(t), ['memory', 'load', 'kernel'])
  assert.ok(
    memory.seen && memory.value.totalBytes > memory.value.availableBytes && memory.value.availableBytes > 0,
  )
  assert.ok(load.seen && load.value.cpus > 0 && (load.value.ioWait ?? 0) <= 100)
  assert.ok(kernel.seen && Number(kernel.value.settings['net.core.somaxconn']) > 0)
})

test('the newest backup is found and read to its end', async (t) => {
  const folder = scratch(t)
  mkdirSync(join(folder, 'backups'))
  const path = join(folder, 'backups', 'a.tar.gz')
  writeFileSync(path, gzipSync('content'))
  const whole = await look(folder, ['upkeep'])
  assert.ok(whole.upkeep.seen)
  assert.deepEqual([whole.upkeep.value.backup?.path, whole.upkeep.value.backup?.readable], [path, true])
  writeFileSync(path, gzipSync('content').subarray(0, -4))
  const cut = await look(folder, ['upkeep'])
  assert.ok(cut.upkeep.seen && cut.upkeep.value.backup?.readable === false)
})

test('a log of ours is counted, one that is not there is missing', async (t) => {
  const folder = scratch(t)
  const time = new LocalTime().iso(Date.now() + 600_000)
  const line = { time, level: 'ERROR', event: 'server/crash', error: 'boom', message: 'boom' }
  writeFileSync(join(folder, 'server.log'), `${JSON.stringify(line)}\n`)
  const { log } = await look(folder, ['log'])
  assert.ok(log.seen)
  assert.ok(log.value.aheadSeconds > 500 && log.value.aheadSeconds <= 600, `${log.value.aheadSeconds}`)
  assert.equal(log.value.files.length, 1)
})

test('the runtime of this installation is complete', async (t) => {
  const { runtime } = await look(scratch(t), ['runtime'])
  assert.ok(runtime.seen)
  assert.deepEqual(runtime.value.missing, [])
  assert.equal(runtime.value.nodeSupported, true)
})

test('an old Node is answered with what can be run here, if there is anything', async () => {
  const { unsupportedNodeText } = await import(String(new URL('../../bin/node-version.js', import.meta.url)))
  assert.match(unsupportedNodeText('20.1.0', 'en'), /this is 20\.1\.0\. Upgrade Node\.js and try again\.$/)
  const [english, chinese] = ['en', 'zh_CN'].map((locale) =>
    unsupportedNodeText('20.1.0', locale, '/srv/chatctl/'),
  )
  assert.match(english ?? '', /own: \(cd '\/srv\/chatctl\/' && npx chatctl\); or upgrade Node\.js/)
  assert.match(chinese ?? '', /直接运行：\(cd '\/srv\/chatctl\/' && npx chatctl\)；或请升级/)
})

test('the range of engines is read as the entry point reads it', async () => {
  const { isSupportedNode } = await import(String(new URL('../../bin/node-version.js', import.meta.url)))
  const { engines } = installation()
  for (const version of [
    '20.20.2',
    '22.22.1',
    '22.22.2',
    '22.30.0',
    '23.1.0',
    '24.14.9',
    '24.15.0',
    '25.9.0',
    '26.0.0',
    '27.1.1',
  ]) {
    assert.equal(satisfies(version, engines), isSupportedNode(version), version)
  }
})
