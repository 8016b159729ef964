import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { after, afterEach, before, describe, test } from 'node:test'
import { chatctl } from '../helpers/chatctl.ts'
import { Daemon, eventually, textToAll } from '../helpers/daemon.ts'
import { bare, expectNext, fromSystem, isTalk, listWithout, ofType, receivedBy } from '../helpers/packets.ts'
import type { Packet } from '../helpers/wire-client.ts'
import { answerTo, LARGEST_FILE, store, upload } from './upload-steps.ts'

const UUID_4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

const UNKNOWN_FILE = fromSystem('❌ 文件不存在或已过期')

let daemon: Daemon
afterEach(() => daemon.disconnectAll())

describe('files (WIRE 5.4)', () => {
  before(async () => {
    daemon = await Daemon.start()
  })
  after(() => daemon?.stop())

  test('are announced to all, the uploader too, who is then told of the success', async () => {
    const silent = await daemon.enter()
    const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
    const [notify, success] = await store(ann, '报告.pdf', Buffer.alloc(2048))
    const { file_id } = notify
    assert.match(String(file_id), UUID_4)
    const expected = { type: 'file_notify', file_id, filename: '报告.pdf', from: 'Ann' }
    assert.deepEqual(bare(notify), expected)
    assert.deepEqual(bare(success), fromSystem('✅ 文件《报告.pdf》上传成功 (2.0KB)'))
    await expectNext(bob, expected)
    await expectNext(silent, expected)
    assert.deepEqual(await receivedBy(bob, 'Bob'), [])
  })

  test('are given to anybody who asks, any number of times', async () => {
    const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
    const bytes = Buffer.from('hello 你好')
    const [{ file_id }] = await store(ann, 'a.txt', bytes)
    await bob.next(ofType('file_notify'))
    const expected = { type: 'file_response', file_id, filename: 'a.txt', data: bytes.toString('base64') }
    for (const client of [bob, bob, ann]) {
      client.send({ type: 'file_request', file_id })
      await expectNext(client, expected)
    }
    assert.deepEqual(await receivedBy(ann, 'Ann'), [])
  })

  test('are given to a client that has no name and names it by asking', async () => {
    const ann = await daemon.join('Ann')
    const [{ file_id }] = await store(ann, 'a.txt', Buffer.from('x'))
    const silent = await daemon.enter()
    silent.send({ type: 'file_request', file_id, from: 'Asker' })
    const response = await silent.next(ofType('file_response'))
    assert.equal(response.data, 'eA==')
  })

  test('outlive the connection of their uploader', async () => {
    const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
    const [{ file_id }] = await store(ann, 'a.txt', Buffer.from('still here'))
    await ann.close()
    await bob.next(listWithout('Ann'))
    bob.send({ type: 'file_request', file_id })
    const response = await bob.next(ofType('file_response'))
    assert.equal(Buffer.from(String(response.data), 'base64').toString(), 'still here')
  })

  test('come back as they were sent, on one line and padded', async () => {
    const ann = await daemon.join('Ann')
    const bytes = Buffer.from(Array.from({ length: 1000 }, (_, index) => (index * 7) % 256))
    const wrapped = bytes.toString('base64').replace(/.{76}/g, '$&\r\n')
    ann.send(upload('a.zip', wrapped))
    const { file_id } = await ann.next(ofType('file_notify'))
    ann.send({ type: 'file_request', file_id })
    assert.equal((await ann.next(ofType('file_response'))).data, bytes.toString('base64'))
  })

  test('of 10 MiB come back whole, also when asked for twice in one breath', async () => {
    const ann = await daemon.join('Ann')
    const bytes = Buffer.alloc(LARGEST_FILE, 'chatctl')
    const [{ file_id }] = await store(ann, 'a.zip', bytes)
    for (let count = 0; count < 2; count++) ann.send({ type: 'file_request', file_id })
    for (let count = 0; count < 2; count++) {
      const { data } = await ann.next(ofType('file_response'), 15_000)
      assert.ok(bytes.equals(Buffer.from(String(data), 'base64')))
    }
  })

  test('on their way let no text of others into their frame', async () => {
    const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
    const bytes = Buffer.alloc(LARGEST_FILE, 'chatctl')
    const [{ file_id }] = await store(ann, 'a.zip', bytes)
    await bob.next(ofType('file_notify'))
    bob.send({ type: 'file_request', file_id })
    for (let count = 0; count < 300; count++) {
      ann.send(textToAll('Ann', `${count}`))
      if (count % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 1))
    }
    const packets = []
    for (let count = 0; count < 301; count++) packets.push(await bob.next(isTalk, 15_000))
    const texts = packets.filter((packet) => packet.type === 'text').map((packet) => packet.msg)
    assert.deepEqual(
      texts,
      Array.from({ length: 300 }, (_, count) => `${count}`),
    )
  })

  test('come before the answers to what was asked later', async () => {
    const ann = await daemon.join('Ann')
    const [{ file_id }] = await store(ann, 'a.zip', Buffer.alloc(3_000_000))
    ann.send({ type: 'file_request', file_id })
    ann.send({ type: 'text', from: 'Ann', target: 'Nobody', msg: 'later' })
    assert.equal((await ann.next()).type, 'file_response')
    assert.equal((await ann.next()).msg, '❌ 发送失败：用户 Nobody 不在线')
  })

  test('are sent whole to a client that has half-closed', async () => {
    const ann = await daemon.join('Ann')
    const [{ file_id }] = await store(ann, 'a.zip', Buffer.alloc(3_000_000))
    ann.send({ type: 'file_request', file_id })
    ann.finish()
    const packets = await ann.closed(15_000)
    assert.equal(packets.filter(ofType('file_response')).length, 1)
  })

  test('that a client hangs up on harm nobody', async () => {
    const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
    const [{ file_id }] = await store(ann, 'a.zip', Buffer.alloc(3_000_000, 'x'))
    const eve = await daemon.join('Eve')
    eve.send({ type: 'file_request', file_id })
    eve.reset()
    await bob.next(listWithout('Eve'))
    bob.send({ type: 'file_request', file_id })
    await bob.next(ofType('file_response'))
  })

  for (const file_id of [
    'none',
    '',
    undefined,
    null,
    5,
    '../config.json',
    '/etc/passwd',
    '__proto__',
    'constructor',
    '00000000-0000-4000-8000-000000000000',
  ]) {
    test(`with the id ${JSON.stringify(file_id)} do not exist`, async () => {
      assert.deepEqual(await answerTo(daemon, { type: 'file_request', from: 'Ann', file_id }), UNKNOWN_FILE)
    })
  }

  test('of the same name are kept apart', async () => {
    const ann = await daemon.join('Ann')
    const [first] = await store(ann, 'a.txt', Buffer.from('1'))
    const [second] = await store(ann, 'a.txt', Buffer.from('2'))
    assert.notEqual(first.file_id, second.file_id)
    for (const [file_id, data] of [
      [first.file_id, 'MQ=='],
      [second.file_id, 'Mg=='],
    ]) {
      ann.send({ type: 'file_request', file_id })
      assert.equal((await ann.next(ofType('file_response'))).data, data)
    }
  })

  test('of one client are announced in their order, and its texts wait for them', async () => {
    const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
    for (let count = 0; count < 5; count++) {
      ann.send(upload(`${count}.txt`, Buffer.alloc(100_000).toString('base64')))
      ann.send(textToAll('Ann', `after ${count}`))
    }
    for (let count = 0; count < 5; count++) {
      assert.equal((await bob.next()).filename, `${count}.txt`)
      assert.equal((await bob.next()).msg, `after ${count}`)
    }
  })

  test('that are uploaded right before a half-close are kept', async () => {
    const bob = await daemon.join('Bob')
    const eve = await daemon.enter()
    eve.send({ ...upload('a.txt', 'eA=='), from: 'Eve' })
    eve.finish()
    const { file_id } = await bob.next(ofType('file_notify'))
    bob.send({ type: 'file_request', file_id })
    await bob.next(ofType('file_response'))
  })
})

describe('files that expire', () => {
  before(async () => {
    daemon = await Daemon.start({
      config: { security: { file_expire_hours: 0.0005, heartbeat_timeout: 40 } },
    })
  })
  after(() => daemon?.stop())

  test('are unknown afterwards', async () => {
    const ann = await daemon.join('Ann')
    const [{ file_id }] = await store(ann, 'a.txt', Buffer.from('x'))
    const deadline = Date.now() + 12_000
    let answer: Packet = {}
    while (answer.type !== 'text' && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 250))
      ann.send({ type: 'file_request', file_id })
      answer = bare(await ann.next())
    }
    assert.deepEqual(answer, UNKNOWN_FILE)
  })
})

describe('files that a crashed run left behind', () => {
  test('are removed at the start, whatever they are, and the folder goes at the end', async () => {
    await using crashed = await Daemon.start()
    const folder = crashed.path('server_temp_files')
    mkdirSync(join(folder, 'sub/deeper'), { recursive: true })
    for (const name of ['left.bin', 'sub/deeper/left.bin', '00000000-0000-4000-8000-000000000000.part']) {
      crashed.write(join('server_temp_files', name), 'x')
    }
    crashed.write('precious.txt', 'x')
    symlinkSync(crashed.folder, join(folder, 'link'))
    crashed.child.kill('SIGKILL')
    await crashed.exited
    const { child, exit } = chatctl(crashed.folder, ['serve', '--config', crashed.configFile])
    try {
      await crashed.logged(/\[INFO\] 启动清理：移除了 4 个临时文件\/目录$/, 20_000)
      assert.deepEqual(readdirSync(folder), [])
      assert.equal(crashed.read('precious.txt'), 'x')
      child.kill('SIGTERM')
      assert.equal((await exit).code, 143)
      assert.equal(existsSync(folder), false)
    } finally {
      child.kill('SIGKILL')
      await exit
    }
  })
})

describe('files and a second start in the same folder', () => {
  before(async () => {
    daemon = await Daemon.start()
  })
  after(() => daemon?.stop())

  test('are untouched when the second server cannot have the port (section 17, defect 16)', async () => {
    const ann = await daemon.join('Ann')
    const [{ file_id }] = await store(ann, 'a.txt', Buffer.from('x'))
    const second = await daemon.startAgain()
    assert.equal(second.code, 1, second.stderr)
    ann.send({ type: 'file_request', file_id })
    await ann.next(ofType('file_response'))
    await store(ann, 'b.txt', Buffer.from('y'))
    await eventually(() => (daemon.child.exitCode === null ? true : undefined), 'the first server')
  })
})
