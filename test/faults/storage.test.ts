import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, mkdirSync, rmSync, statfsSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { textLines } from '../../src/logging/lines.ts'
import { LocalTime } from '../../src/logging/local-time.ts'
import { testConfig } from '../helpers/chatctl.ts'
import { Daemon } from '../helpers/daemon.ts'
import { fillDisk } from '../helpers/fill-disk.ts'
import { temporaryFolder, tinyDisk } from '../helpers/temporary-folder.ts'
import { assertFault, resultOf, runDoctor, saidBy, typeFix, unexplained } from './doctor-run.ts'

const NOBODY = 65_534
const MIB = 1024 ** 2

/** A configuration with its files in a folder, for a server that does not run. */
function configured(folder: string, changes: Parameters<typeof testConfig>[1] = {}): string {
  const path = join(folder, 'config.json')
  const files = { files: { min_free_bytes: 0 } }
  writeFileSync(path, JSON.stringify(testConfig(3000, { ...files, ...changes })))
  return path
}

/** A folder that belongs to an ordinary user, with a configuration in it; undefined where nobody can be given one. */
function ofNobody(t: TestContext): string | undefined {
  if (process.getuid?.() !== 0) {
    t.skip('needs root, to give files to somebody else')
    return undefined
  }
  const folder = temporaryFolder(t)
  chownSync(configured(folder), NOBODY, NOBODY)
  chownSync(folder, NOBODY, NOBODY)
  return folder
}

test('a full disk under a running server is found first, and what cannot be written is folded under it', async (t) => {
  const disk = tinyDisk(t, 'size=16m')
  if (disk === undefined) return
  const files = { banned_ips_file: join(disk, 'b.json'), muted_ips_file: join(disk, 'm.json') }
  await using daemon = await Daemon.start({
    config: { logging: { file: join(disk, 'server.log') }, data: files, files: { min_free_bytes: 0 } },
  })
  assert.deepEqual(unexplained(await runDoctor(daemon.configFile)), [])
  fillDisk(join(disk, 'filler'))
  const run = await runDoctor(daemon.configFile)
  assertFault(run, 'storage/disk-full', new RegExp(`The disk ${disk} is full`))
  rmSync(join(disk, 'filler'))
  assert.equal(resultOf(await runDoctor(daemon.configFile), 'storage/disk-full').outcome, 'pass')
})

test('a disk without inodes is found, however much room it has', async (t) => {
  const disk = tinyDisk(t, 'size=64m,nr_inodes=200')
  if (disk === undefined) return
  const config = configured(disk)
  assert.deepEqual(unexplained(await runDoctor(config, { words: ['storage'] })), [])
  for (let left = statfsSync(disk).ffree; left > 0; left--) writeFileSync(join(disk, `file-${left}`), '')
  assertFault(await runDoctor(config, { words: ['storage'] }), 'storage/inodes-full', /0 of \d+ inodes/)
})

test('a disk that is read-only is found first', async (t) => {
  const disk = tinyDisk(t, 'size=16m')
  if (disk === undefined) return
  const config = configured(disk)
  execFileSync('mount', ['-o', 'remount,ro', disk])
  const run = await runDoctor(config, { words: ['storage'] })
  assertFault(run, 'storage/read-only', new RegExp(`${disk} \\(tmpfs\\) is read-only`))
  await typeFixOf(run, disk)
  assert.deepEqual(unexplained(await runDoctor(config, { words: ['storage'] })), [])
})

/** The kernel log is not everybody's to read; the mount is what counts. */
async function typeFixOf(run: Awaited<ReturnType<typeof runDoctor>>, disk: string) {
  const commands = resultOf(run, 'storage/read-only').fix?.commands ?? []
  const remount = commands.find((command) => command.includes('remount,rw'))
  assert.equal(remount, `mount -o remount,rw ${disk}`)
  execFileSync('sh', ['-c', remount])
}

test('a log folder that the server may not make is found, and made by the printed commands', async (t) => {
  const folder = ofNobody(t)
  if (folder === undefined) return
  const closed = temporaryFolder(t)
  chmodSync(closed, 0o755)
  const log = join(closed, 'chat', 'server.log')
  const config = configured(folder, { logging: { file: log } })
  const run = await runDoctor(config, { words: ['storage'] })
  assertFault(run, 'storage/folder-missing', new RegExp(`cannot make it in ${closed}`))
  await typeFix(run, 'storage/folder-missing')
  assert.deepEqual(unexplained(await runDoctor(config, { words: ['storage'] })), [])
})

test('a folder that the server can make itself is no fault', async (t) => {
  const folder = ofNobody(t)
  if (folder === undefined) return
  const config = configured(folder, { logging: { file: 'log/deeper/server.log' } })
  assert.deepEqual(unexplained(await runDoctor(config, { words: ['storage'] })), [])
})

test('files of another user, as a start by hand leaves them, are found and given back', async (t) => {
  const folder = ofNobody(t)
  if (folder === undefined) return
  for (const name of ['server.log', 'bans.journal.jsonl'])
    writeFileSync(join(folder, name), '', { mode: 0o640 })
  const config = join(folder, 'config.json')
  const run = await runDoctor(config, { words: ['storage'] })
  assertFault(run, 'storage/wrong-owner', /server\.log: it belongs to root:root/)
  assert.match(saidBy(run, 'storage/wrong-owner'), /bans\.journal\.jsonl/)
  for (const name of ['server.log', 'bans.journal.jsonl'])
    execFileSync('chown', [`${NOBODY}:${NOBODY}`, join(folder, name)])
  assert.deepEqual(unexplained(await runDoctor(config, { words: ['storage'] })), [])
})

test('a mode that shuts the server out is found and set right, for an ordinary user who asks too', async (t) => {
  const folder = ofNobody(t)
  if (folder === undefined) return
  const config = join(folder, 'config.json')
  writeFileSync(join(folder, 'server.log'), '')
  chownSync(join(folder, 'server.log'), NOBODY, NOBODY)
  chmodSync(join(folder, 'server.log'), 0o440)
  for (const uid of [undefined, 12_345, NOBODY]) {
    chmodSync(folder, 0o755)
    const run = await runDoctor(config, { words: ['storage'], ...(uid !== undefined && { uid }) })
    assertFault(run, 'storage/wrong-mode', /chmod 640/)
  }
  await typeFix(await runDoctor(config, { words: ['storage'] }), 'storage/wrong-mode')
  assert.deepEqual(unexplained(await runDoctor(config, { words: ['storage'] })), [])
})

test('a folder above that the server may not enter is named, with what lies behind it', async (t) => {
  const folder = ofNobody(t)
  if (folder === undefined) return
  const closed = temporaryFolder(t)
  const inner = join(closed, 'data')
  mkdirSync(inner)
  chownSync(inner, NOBODY, NOBODY)
  chmodSync(closed, 0o700)
  const config = configured(folder, { logging: { file: join(inner, 'server.log') } })
  const run = await runDoctor(config, { words: ['storage'] })
  assertFault(run, 'storage/wrong-mode', new RegExp(`may not enter ${closed}`))
  await typeFix(run, 'storage/wrong-mode')
  assert.deepEqual(unexplained(await runDoctor(config, { words: ['storage'] })), [])
})

test('a log that a mount of its own makes read-only is neither a wrong owner nor a wrong mode', async (t) => {
  const folder = ofNobody(t)
  if (folder === undefined) return
  const log = join(folder, 'server.log')
  writeFileSync(log, '')
  chownSync(log, NOBODY, NOBODY)
  try {
    execFileSync('mount', ['--bind', log, log], { stdio: 'pipe' })
  } catch (error) {
    return t.skip(`needs the right to mount: ${error}`)
  }
  try {
    execFileSync('mount', ['-o', 'remount,bind,ro', log])
    const run = await runDoctor(join(folder, 'config.json'), { words: ['storage'] })
    assertFault(run, 'storage/not-writable', /though owner and mode are right/)
  } finally {
    execFileSync('umount', [log])
  }
})

test('a deleted log that an original server still has open is found, and emptied by the printed command', async (t) => {
  if (process.platform !== 'linux') return t.skip('needs /proc')
  const folder = temporaryFolder(t)
  const config = configured(folder)
  // A server of another kind to the eye of doctor: its command line is what the original's is.
  const source = `
    const fs = require('node:fs')
    const fd = fs.openSync('server.log', 'a')
    fs.writeSync(fd, Buffer.alloc(12 * 1024 * 1024, 'x'))
    fs.unlinkSync('server.log')
    console.log('ready')
    setInterval(() => {}, 60_000)
  `
  writeFileSync(join(folder, 'Server.py'), source)
  const child = spawn(process.execPath, ['Server.py'], {
    argv0: 'python3',
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  t.after(() => child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  const run = await runDoctor(config, { words: ['storage'] })
  assertFault(run, 'storage/log-deleted-open', new RegExp(`process ${child.pid}: 12\\.0 MiB`))
  await typeFix(run, 'storage/log-deleted-open')
  assert.deepEqual(unexplained(await runDoctor(config, { words: ['storage'] })), [])
})

test('a log of more than a hundred megabytes is found, and compressed by the printed command', async (t) => {
  const folder = temporaryFolder(t)
  const config = configured(folder)
  const log = join(folder, 'server.log')
  writeFileSync(log, '')
  truncateSync(log, 120 * MIB)
  const run = await runDoctor(config, { words: ['storage'] })
  assertFault(run, 'storage/log-too-big', /server\.log has 120\.0 MiB/)
  await typeFix(run, 'storage/log-too-big')
  assert.deepEqual(unexplained(await runDoctor(config, { words: ['storage'] })), [])
})

test('a log that fills its disk within days is foreseen', async (t) => {
  const disk = tinyDisk(t, 'size=16m')
  if (disk === undefined) return
  const config = configured(disk)
  const from = Date.now() - 2 * 3600_000
  const line = textLines(new LocalTime())
  const lines = Array.from({ length: 20_000 }, (_, index) =>
    line(from + index * 350, 'INFO', 'chat/text', {}, () => `alice -> bob >> ${'x'.repeat(100)}`),
  )
  writeFileSync(join(disk, 'server.log'), lines.join(''), 'latin1')
  const run = await runDoctor(config, { words: ['storage'] })
  assertFault(run, 'storage/disk-filling', /the log grows by \d+\.\d MiB a day/)
})

test('a log without rotation is a hint while it is small', async (t) => {
  const folder = temporaryFolder(t)
  const config = configured(folder, { logging: { max_bytes: 0 } })
  const run = await runDoctor(config, { words: ['storage'] })
  assert.equal(resultOf(run, 'storage/log-not-rotated').outcome, 'pass')
  assert.match(saidBy(run, 'storage/log-not-rotated'), /logging\.max_bytes is 0/)
})

test('a log of 120 MiB is cleared by the command that is printed, while the server writes to it', async () => {
  await using daemon = await Daemon.start()
  await daemon.operate('say', 'the first line')
  truncateSync(daemon.path('server.log'), 120 * MIB)
  const run = await runDoctor(daemon.configFile, { words: ['storage'] })
  assertFault(run, 'storage/log-too-big', /^chatctl logs clear --yes --config /m)
  await typeFix(run, 'storage/log-too-big')
  assert.deepEqual(unexplained(await runDoctor(daemon.configFile, { words: ['storage'] })), [])
  await daemon.operate('say', 'the last line')
  assert.match(daemon.read('server.log'), /the last line/)
})
