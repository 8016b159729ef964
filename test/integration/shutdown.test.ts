import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { describe, test } from 'node:test'
import { Daemon, textToAll } from '../helpers/daemon.ts'
import { bare, EVERYBODY, fromSystem, isTalk, saying } from '../helpers/packets.ts'

const GOODBYE = '服务器即将关闭...'

async function assertPortIsFree(port: number): Promise<void> {
  const heir = createServer().listen(port, '127.0.0.1')
  await once(heir, 'listening')
  heir.close()
  await once(heir, 'close')
}

// Most of the time is the pause between the goodbye and the end, so they wait together.
describe('the end of the daemon', { concurrency: 4 }, () => {
  test('SIGTERM says goodbye, closes everybody, saves, frees the port and ends with 143', async () => {
    await using daemon = await Daemon.start({ files: { 'banned_ips.json': '["127.91.0.1"]' } })
    const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
    const silent = await daemon.enter()
    ann.send({ type: 'file_upload', from: 'Ann', filename: 'a.txt', data: 'eA==' })
    await silent.next()
    await ann.next(saying('✅ 文件《a.txt》上传成功 (0.0KB)'))
    await bob.next()
    daemon.child.kill('SIGTERM')
    for (const client of [ann, bob, silent]) {
      const packets = (await client.closed()).filter(isTalk).map(bare)
      assert.deepEqual(packets, [{ ...fromSystem(GOODBYE), target: EVERYBODY }])
      assert.equal(client.ending, 'finished')
    }
    const exit = await daemon.exited
    assert.equal(exit.code, 143, exit.stderr)
    await assertPortIsFree(daemon.port)
    assert.deepEqual(JSON.parse(daemon.read('banned_ips.json')), ['127.91.0.1'])
    const log = daemon.log().map((line) => line.replace(/^.*?\] /, ''))
    const order = ['服务器正在关闭...', '数据已保存', '服务器已关闭'].map((line) => log.lastIndexOf(line))
    assert.ok(!order.includes(-1), log.slice(-8).join('\n'))
    assert.deepEqual(
      order,
      order.toSorted((a, b) => a - b),
    )
  })

  test('with the v6 rules the goodbye has no target', async () => {
    await using daemon = await Daemon.start({ config: { server: { compatibility: 'v6' } } })
    const ann = await daemon.enter()
    daemon.child.kill('SIGTERM')
    assert.deepEqual(await ann.closed(), [fromSystem(GOODBYE)])
    assert.equal((await daemon.exited).code, 143)
    await assertPortIsFree(daemon.port)
    assert.match(daemon.log().at(-1) ?? '', /\[INFO\] 服务器已停止$/)
  })

  test('both lists are on disk afterwards, also where nobody was ever on them', async () => {
    await using daemon = await Daemon.start()
    await daemon.operate('ban', '127.91.0.1')
    await daemon.operate('shutdown')
    assert.equal((await daemon.exited).code, 0)
    assert.equal(daemon.read('banned_ips.json'), '["127.91.0.1"]')
    assert.equal(daemon.read('muted_ips.json'), '[]')
  })

  test('the command shutdown does the same and the daemon ends with 0', async () => {
    await using daemon = await Daemon.start()
    const ann = await daemon.join('Ann')
    await daemon.operate('shutdown')
    const packets = (await ann.closed()).filter(isTalk).map(bare)
    assert.deepEqual(packets, [{ ...fromSystem(GOODBYE), target: EVERYBODY }])
    assert.equal((await daemon.exited).code, 0)
    await assertPortIsFree(daemon.port)
  })

  test('texts that were sent before SIGTERM are delivered before the goodbye', async () => {
    await using daemon = await Daemon.start()
    const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
    for (let count = 0; count < 100; count++) ann.send(textToAll('Ann', `${count}`))
    await bob.next(saying('0'))
    daemon.child.kill('SIGTERM')
    const texts = (await bob.closed()).filter(isTalk).map((packet) => packet.msg)
    assert.equal(texts.at(-1), GOODBYE)
  })

  test('the goodbye reaches those who never stop talking', async () => {
    await using daemon = await Daemon.start()
    const eve = await daemon.join('Eve')
    const chatter = setInterval(() => eve.send(textToAll('Eve', 'x'.repeat(900))), 1)
    try {
      daemon.child.kill('SIGTERM')
      const talk = (await eve.closed()).filter(isTalk)
      assert.equal(talk.at(-1)?.msg, GOODBYE)
    } finally {
      clearInterval(chatter)
    }
  })

  test('a client that does not read cannot keep the daemon from ending', async () => {
    await using daemon = await Daemon.start()
    await daemon.connect({ paused: true })
    daemon.child.kill('SIGTERM')
    assert.equal((await daemon.exited).code, 143)
  })

  test('a second SIGTERM while it says goodbye changes nothing', async () => {
    await using daemon = await Daemon.start()
    const ann = await daemon.join('Ann')
    daemon.child.kill('SIGTERM')
    await ann.next(saying(GOODBYE))
    daemon.child.kill('SIGTERM')
    assert.equal((await daemon.exited).code, 143)
  })
})
