import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, afterEach, before, describe, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { runChatctl, scratchFolder, testConfig } from '../helpers/chatctl.ts'
import { Daemon, textToAll } from '../helpers/daemon.ts'
import { line } from '../logbook/made-log.ts'

const RECORDS = line('text', Date.UTC(2026, 10, 23), 'data/saved').repeat(20)

describe('a log that a running server writes', () => {
  let daemon: Daemon
  before(async () => {
    daemon = await Daemon.start()
  })
  after(() => daemon?.stop())
  afterEach(() => daemon.disconnectAll())

  test('is rotated by the server, and no line is lost', async () => {
    const ann = await daemon.join('Ann')
    ann.send(textToAll('Ann', 'before'))
    await daemon.logged(/>> before$/)
    const { stdout } = await daemon.operate('logs', 'rotate', '--json')
    assert.equal(JSON.parse(stdout).to, daemon.path('server.log.1'))
    ann.send(textToAll('Ann', 'behind'))
    await daemon.logged(/>> behind$/)
    assert.match(daemon.read('server.log.1'), />> before$/m)
    assert.doesNotMatch(daemon.read('server.log'), />> before$/m)
    const found = await daemon.operate('logs', '--grep', '>> (before|behind)$', '-n', '0')
    assert.equal(found.stdout.trim().split('\n').length, 2)
  })

  test('is cleared by the server into a compressed copy, which is no part of the log any more', async () => {
    const bob = await daemon.join('Bob')
    bob.send(textToAll('Bob', 'to be cleared'))
    await daemon.logged(/>> to be cleared$/)
    const { stdout } = await daemon.operate('logs', 'clear', '--json')
    const { kept } = JSON.parse(stdout)
    assert.match(gunzipSync(readFileSync(kept)).toString(), />> to be cleared$/m)
    bob.send(textToAll('Bob', 'goes on'))
    await daemon.logged(/>> goes on$/)
    const found = await daemon.operate('logs', '--grep', '>> (to be cleared|goes on)$', '-n', '0')
    assert.match(found.stdout, /^\S+ \S+ \[INFO\] Bob -> 所有人 >> goes on\n$/)
  })
})

describe('a log that nobody writes', () => {
  /** Runs `chatctl logs …` in a folder with a log. */
  async function logs(args: readonly string[], log = RECORDS) {
    const scratch = scratchFolder()
    writeFileSync(join(scratch.path, 'config.json'), JSON.stringify(testConfig(1)))
    writeFileSync(join(scratch.path, 'server.log'), log)
    const result = await runChatctl(scratch.path, ['logs', ...args])
    const names = readdirSync(scratch.path).filter((name) => name.startsWith('server.log'))
    return { ...result, names, read: (name: string) => readFileSync(join(scratch.path, name)), scratch }
  }

  test('is rotated directly', async (t) => {
    const { code, names, read, scratch } = await logs(['rotate'])
    t.after(() => scratch[Symbol.dispose]())
    assert.equal(code, 0)
    assert.deepEqual(names, ['server.log.1'])
    assert.equal(read('server.log.1').toString(), RECORDS)
  })

  test('is cleared into a compressed copy, or into nothing if that is wanted', async (t) => {
    const kept = await logs(['clear', '--yes'])
    t.after(() => kept.scratch[Symbol.dispose]())
    assert.equal(kept.names.length, 1)
    assert.match(kept.names[0] ?? '', /^server\.log\.cleared-\d{8}-\d{6}\.gz$/)
    assert.equal(gunzipSync(kept.read(kept.names[0] ?? '')).toString(), RECORDS)
    const gone = await logs(['clear', '--yes', '--no-copy'])
    t.after(() => gone.scratch[Symbol.dispose]())
    assert.deepEqual(gone.names, [])
  })

  test('is not cleared unasked, and an empty one not at all', async (t) => {
    const asked = await logs(['clear'])
    t.after(() => asked.scratch[Symbol.dispose]())
    assert.equal(asked.code, 1)
    assert.match(asked.stderr, /\[cli\/needs-yes\]/)
    assert.equal(asked.read('server.log').toString(), RECORDS)
    const empty = await logs(['rotate'], '')
    t.after(() => empty.scratch[Symbol.dispose]())
    assert.deepEqual(empty.names, ['server.log'])
    assert.match(empty.stdout, /is empty/)
  })

  const unseen = process.platform !== 'linux' && 'only Linux tells who writes a file'
  test('is left alone while another program writes it', { skip: unseen }, async (t) => {
    const scratch = scratchFolder()
    t.after(() => scratch[Symbol.dispose]())
    const file = join(scratch.path, 'server.log')
    writeFileSync(join(scratch.path, 'config.json'), JSON.stringify(testConfig(1)))
    const script =
      'require("fs").appendFileSync(require("fs").openSync(process.argv[1], "a"), "x\\n"); console.log(); process.stdin.resume()'
    const writer = spawn(process.execPath, ['-e', script, file], { stdio: ['pipe', 'pipe', 'ignore'] })
    t.after(() => writer.kill())
    await once(writer.stdout, 'data')
    const { code, stderr } = await runChatctl(scratch.path, ['logs', 'rotate'])
    assert.equal(code, 1)
    assert.match(stderr, new RegExp(`process ${writer.pid} .*\\[logs/written-by-other\\]`))
    assert.equal(readFileSync(file, 'utf8'), 'x\n')
  })
})
