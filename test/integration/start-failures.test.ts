import assert from 'node:assert/strict'
import { once } from 'node:events'
import { existsSync, readFileSync, statfsSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { type Exit, freePort, runChatctl, scratchFolder, testConfig } from '../helpers/chatctl.ts'
import { Daemon } from '../helpers/daemon.ts'
import { tinyDisk } from '../helpers/temporary-folder.ts'

/** Runs `serve` with this text as its configuration until it gives up. */
async function serve(config: string | Buffer, ...args: string[]): Promise<Exit> {
  using folder = scratchFolder()
  const file = join(folder.path, 'config.json')
  writeFileSync(file, config)
  return await runChatctl(folder.path, ['serve', '--config', file, ...args], 10_000)
}

const valid = async () => JSON.stringify(testConfig(await freePort()), null, 2)

/** One line that says what happened under a permanent id, and no trace of the stack. */
function assertOneLine({ stderr }: Exit): void {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '')
  assert.equal(lines.length, 1, stderr)
  assert.match(stderr, /\b[a-z]+\/[a-z-]+\b/)
}

test('a full disk is no reason not to start', async (t) => {
  const disk = tinyDisk(t)
  if (disk === undefined) return
  const { bavail, bsize } = statfsSync(disk)
  writeFileSync(join(disk, 'filler'), Buffer.alloc(bavail * bsize))
  await using daemon = await Daemon.start({
    config: { data: { directory: disk }, logging: { file: join(disk, 'server.log') } },
  })
  await daemon.enter()
  const { stdout } = await daemon.operate('status')
  assert.match(stdout, /ENOSPC/)
})

describe('starts that fail', { concurrency: 2 }, () => {
  test('a port that another process holds ends the start with 1 and one line', async () => {
    const holder = createServer().listen(0, '127.0.0.1')
    await once(holder, 'listening')
    try {
      const address = holder.address()
      const port = typeof address === 'object' && address ? address.port : 0
      const exit = await serve(JSON.stringify(testConfig(port)))
      assert.equal(exit.code, 1, exit.stderr)
      assertOneLine(exit)
      assert.match(exit.stderr, new RegExp(`${port}`))
      assert.match(exit.stderr, new RegExp(`${process.pid}`), 'it says by whom')
    } finally {
      holder.close()
    }
  })

  test('a start without its port touches no file (section 17, defect 16)', async () => {
    const holder = createServer().listen(0, '127.0.0.1')
    await once(holder, 'listening')
    using folder = scratchFolder()
    try {
      const address = holder.address()
      const port = typeof address === 'object' && address ? address.port : 0
      const file = join(folder.path, 'config.json')
      writeFileSync(file, JSON.stringify(testConfig(port)))
      writeFileSync(join(folder.path, 'muted_ips.json'), '["10.0.0.7"]')
      const exit = await runChatctl(folder.path, ['serve', '--config', file])
      assert.equal(exit.code, 1)
      assert.equal(existsSync(join(folder.path, 'banned_ips.json')), false)
      assert.equal(readFileSync(join(folder.path, 'muted_ips.json'), 'utf8'), '["10.0.0.7"]')
    } finally {
      holder.close()
    }
  })

  test('an address that this host does not have ends the start with 1', async () => {
    const exit = await serve(JSON.stringify(testConfig(await freePort(), { server: { host: '192.0.2.1' } })))
    assert.equal(exit.code, 1, exit.stderr)
    assertOneLine(exit)
  })

  for (const [what, spoil, expected] of [
    ['a comma before a brace', (text: string) => text.replace(/("port": \d+)/, '$1,,'), /config\.json/],
    ['a missing brace', (text: string) => text.trimEnd().slice(0, -1), /config\.json/],
    ['a port that is a string', (text: string) => text.replace(/"port": \d+/, '"port": "3000"'), /port/],
    [
      'a number of connections that is a string (section 17, defect 18)',
      (text: string) => text.replace(/"max_connections": \d+/, '"max_connections": "50"'),
      /max_connections/,
    ],
  ] as const) {
    test(`a configuration with ${what} ends the start with 2 and says where`, async () => {
      const exit = await serve(spoil(await valid()))
      assert.equal(exit.code, 2, exit.stderr + exit.stdout)
      assert.match(exit.stderr, expected)
      assert.doesNotMatch(exit.stderr, /^\s+at .*:\d+:\d+/m)
    })
  }

  test('every error of a configuration is reported at once, with its line', async () => {
    const config = (await valid())
      .replace(/"port": \d+/, '"port": "3000"')
      .replace(/"max_connections": \d+/, '"max_connections": "50"')
      .replace('"security": {', '"security": {"heartbeat_timeout": "long"')
    const exit = await serve(config)
    assert.equal(exit.code, 2)
    for (const key of ['port', 'max_connections', 'heartbeat_timeout'])
      assert.match(exit.stderr, new RegExp(key))
    const line = config.split('\n').findIndex((text) => text.includes('"port"')) + 1
    assert.match(exit.stderr, new RegExp(`\\b${line}\\b`))
  })

  test('--check-config ends with 0 for a good configuration and with 2 for a bad one', async () => {
    assert.equal((await serve(await valid(), '--check-config')).code, 0)
    assert.equal((await serve('{"server": {"port": "3000"}}', '--check-config')).code, 2)
  })
})
