import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { after, afterEach, before, describe, test } from 'node:test'
import { Daemon, textToAll } from '../helpers/daemon.ts'
import { bare, fromSystem, GREETING } from '../helpers/packets.ts'

const BANNED = '🚫 你的IP已被服务器封禁'
const MUTED = '⛔ 发言失败：你已被禁言'

let daemon: Daemon
afterEach(() => daemon.disconnectAll())

/** What the door says to this address. */
async function knock(from: string): Promise<unknown> {
  const client = await daemon.connect({ from })
  const { msg } = await client.next()
  await client.close()
  return msg
}

/** Knocks until the door says this; a hand edit has two seconds for its effect. */
async function becomes(from: string, msg: string): Promise<void> {
  const deadline = Date.now() + 3000
  let last = await knock(from)
  while (last !== msg && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 100))
    last = await knock(from)
  }
  assert.equal(last, msg)
}

describe('the ban list of the original (WIRE section 13)', () => {
  before(async () => {
    daemon = await Daemon.start({
      files: {
        'banned_ips.json': '["127.91.0.1", "127.92.0.0/16"]',
        'muted_ips.json': '["127.93.0.1"]',
      },
      config: { security: { max_attempts_per_minute: 0 } },
    })
  })
  after(() => daemon?.stop())

  test('is honoured from the start, and its size is logged', async () => {
    assert.equal(await knock('127.91.0.1'), BANNED)
    await daemon.logged(/\[INFO\] 已加载 2 个封禁IP$/)
    await daemon.logged(/\[INFO\] 已加载 1 个禁言IP$/)
  })

  test('takes an edit by hand while the server runs', async () => {
    assert.equal(await knock('127.91.0.9'), GREETING)
    daemon.write('banned_ips.json', '["127.91.0.9"]')
    await becomes('127.91.0.9', BANNED)
    assert.equal(await knock('127.91.0.1'), GREETING)
  })

  test('takes an edit that replaces the file, as editors do', async () => {
    const { renameSync } = await import('node:fs')
    daemon.write('banned_ips.json.new', '[\n  "127.91.0.10"\n]\n')
    renameSync(daemon.path('banned_ips.json.new'), daemon.path('banned_ips.json'))
    await becomes('127.91.0.10', BANNED)
  })

  test('stays in force when an edit cannot be read, which is logged', async () => {
    daemon.write('banned_ips.json', '["127.91.0.11"]')
    await becomes('127.91.0.11', BANNED)
    daemon.write('banned_ips.json', '["127.91.0.12",')
    await daemon.logged(/\[ERROR\] 封禁列表格式错误: .*banned_ips\.json, line 1, column 16: /)
    assert.equal(await knock('127.91.0.11'), BANNED)
    assert.equal(await knock('127.91.0.12'), GREETING)
    assert.equal(daemon.read('banned_ips.json'), '["127.91.0.12",', 'the edit is not overwritten')
    daemon.write('banned_ips.json', '["127.91.0.12"]')
    await becomes('127.91.0.12', BANNED)
  })

  test('comes back with save when somebody has removed its file', async () => {
    daemon.write('banned_ips.json', '["127.91.0.13"]')
    await becomes('127.91.0.13', BANNED)
    rmSync(daemon.path('banned_ips.json'))
    await daemon.operate('save')
    assert.equal(daemon.read('banned_ips.json'), '["127.91.0.13"]')
  })

  test('of mutes takes an edit for those who are here', async () => {
    const bob = await daemon.join('Bob')
    const eve = await daemon.join('Eve', { from: '127.93.0.5' })
    eve.send(textToAll('Eve', 'hello'))
    assert.equal((await bob.next()).msg, 'hello')
    daemon.write('muted_ips.json', '["127.93.0.5"]')
    const deadline = Date.now() + 3000
    for (;;) {
      eve.send({ type: 'text', from: 'Eve', target: 'Nobody', msg: 'hello' })
      const { msg } = bare(await eve.next())
      if (msg === MUTED) break
      assert.ok(Date.now() < deadline, 'not muted after three seconds')
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    daemon.write('muted_ips.json', '[]')
  })
})

describe('the files that the server writes', () => {
  before(async () => {
    daemon = await Daemon.start({ files: { 'banned_ips.json': '["127.91.0.1"]' } })
  })
  after(() => daemon?.stop())

  test('are arrays of addresses that the original can read, with the edits of others in them', async () => {
    daemon.write('banned_ips.json', '["127.91.0.1", "10.9.8.7"]')
    await daemon.operate('ban', '127.91.0.20')
    await daemon.operate('mute', '127.91.0.21')
    const banned = JSON.parse(daemon.read('banned_ips.json'))
    assert.deepEqual(banned.toSorted(), ['10.9.8.7', '127.91.0.1', '127.91.0.20'])
    assert.deepEqual(JSON.parse(daemon.read('muted_ips.json')), ['127.91.0.21'])
    await daemon.operate('unban', '10.9.8.7')
    await daemon.operate('unmute', '127.91.0.21')
    assert.deepEqual(JSON.parse(daemon.read('banned_ips.json')).toSorted(), ['127.91.0.1', '127.91.0.20'])
    assert.deepEqual(JSON.parse(daemon.read('muted_ips.json')), [])
  })

  test('may hold ranges, which are in force at once', async () => {
    await daemon.operate('ban', '127.95.0.0/16')
    const client = await daemon.connect({ from: '127.95.1.2' })
    assert.deepEqual((await client.closed()).map(bare), [fromSystem(BANNED)])
  })
})
