import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { Daemon, textToAll } from '../helpers/daemon.ts'
import { frame, header } from '../helpers/framing.ts'
import { mark, ofType } from '../helpers/packets.ts'
import { assertAllRecords, record, startOf } from './text-log.ts'

const UPLOAD = {
  type: 'file_upload',
  from: 'Ann',
  filename: '报告.pdf',
  data: Buffer.alloc(300).toString('base64'),
}

let daemon: Daemon
afterEach(() => daemon.disconnectAll())

describe('the text log with the v9 rules (WIRE section 14)', () => {
  before(async () => {
    daemon = await Daemon.start({
      files: { 'banned_ips.json': '["127.91.0.1"]' },
      config: { server: { max_connections: 40 } },
    })
  })
  after(() => daemon?.stop())

  test('tells of the start', async () => {
    await daemon.logged(record('INFO', `服务器启动成功: 127.0.0.1:${daemon.port}`))
    await daemon.logged(record('INFO', '心跳监测、管理员控制台和配置监听已启动'))
    await daemon.logged(record('INFO', '已加载 1 个封禁IP'))
    await daemon.logged(record('INFO', '未找到禁言列表文件，从空列表开始'))
  })

  test('tells of the start before anybody can have come', () => {
    const first = (part: string) => daemon.log().findIndex((line) => line.includes(part))
    assert.ok(first('服务器启动成功') < first('[连接]'), daemon.log().slice(0, 6).join('\n'))
  })

  test('tells of joins and leaves', async () => {
    const client = await daemon.enter({ from: '127.97.0.1' })
    await daemon.logged(record('INFO', '[连接] 127.97.0.1 已加入'))
    await client.close()
    await daemon.logged(record('INFO', '[退出] 127.97.0.1 已离开'))
  })

  test('tells of texts with sender and target, as they were delivered', async () => {
    const [ann] = await daemon.joinAll('Ann', '小明')
    ann.send(textToAll('Ann', 'fuck 你好 😀'))
    ann.send({ type: 'text', from: 'Ann', target: '小明', msg: 'psst' })
    ann.send({ type: 'text', from: 'Ann', target: '没有此人', msg: 'to nobody' })
    ann.send(textToAll('Ann', 'x'.repeat(1001)))
    await daemon.logged(record('INFO', 'Ann -> 所有人 >> **** 你好 😀'))
    await daemon.logged(record('INFO', 'Ann -> 小明 >> psst'))
    await daemon.logged(record('INFO', 'Ann -> 没有此人 >> to nobody'))
    await daemon.logged(record('INFO', `Ann -> 所有人 >> ${'x'.repeat(1000)}...`))
  })

  test('tells of uploads and downloads', async () => {
    const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
    ann.send(UPLOAD)
    const { file_id } = await bob.next(ofType('file_notify'))
    for (let count = 0; count < 2; count++) {
      bob.send({ type: 'file_request', file_id })
      await bob.next(ofType('file_response'))
    }
    await daemon.logged(record('INFO', 'Ann >> [文件] 报告.pdf'))
    await daemon.logged(record('INFO', '文件上传: 报告.pdf (300 bytes) by Ann'))
    await daemon.logged(record('INFO', '文件下载: 报告.pdf by Bob'))
    await daemon.logged(record('INFO', '文件下载计数: 报告.pdf (已下载 1 次)'))
    await daemon.logged(record('INFO', '文件下载计数: 报告.pdf (已下载 2 次)'))
  })

  test('tells of a v6 file that was forwarded', async () => {
    const ann = await daemon.join('Ann')
    ann.send({ type: 'file', from: 'Ann', filename: '旧.txt', filedata: 'eA==' })
    await daemon.logged(record('INFO', 'Ann >> [文件] 旧.txt'))
  })

  test('tells of banned and surplus connections (section 17, defect 14)', async () => {
    const banned = await daemon.connect({ from: '127.91.0.1' })
    await banned.closed()
    await daemon.logged(record('INFO', '[封禁] 已拦截黑名单 IP: 127.91.0.1'))
    for (let count = 0; count < 5; count++) await daemon.enter({ from: '127.97.0.2' })
    const surplus = await daemon.connect({ from: '127.97.0.2' })
    await surplus.closed()
    await daemon.logged(record('WARNING', '拒绝连接 127.97.0.2: 该IP已达到最大连接数限制(5)'))
  })

  test('tells of too many attempts', async () => {
    for (let count = 0; count < 10; count++) await (await daemon.enter({ from: '127.97.0.3' })).close()
    const refused = await daemon.connect({ from: '127.97.0.3' })
    await refused.closed()
    await daemon.logged(record('WARNING', '拒绝连接 127.97.0.3: 连接过于频繁，请稍后再试'))
  })

  test('tells of a full server', async () => {
    for (let count = 0; count < 40; count++) await daemon.enter()
    const refused = await daemon.connect({ from: '127.97.0.4' })
    await refused.closed()
    await daemon.logged(record('INFO', '[拒绝] 服务器已满，拒绝 127.97.0.4 连接'))
  })

  test('tells of bad input with the address', async () => {
    for (const [from, bytes, message] of [
      ['127.97.1.1', frame('no json'), '协议解析错误: 127.97.1.1 - '],
      ['127.97.1.2', header(0), '接收数据异常: 127.97.1.2 - '],
      ['127.97.1.3', header(52_428_801), '接收数据异常: 127.97.1.3 - '],
      ['127.97.1.4', frame(Buffer.from([0x22, 0xff, 0x22])), '接收数据异常: 127.97.1.4 - '],
      ['127.97.1.5', frame('{"type":"text","from":"x"}'), '客户端处理异常: 127.97.1.5 - '],
      ['127.97.1.6', frame('[1]'), '客户端处理异常: 127.97.1.6 - '],
    ] as const) {
      const client = await daemon.enter({ from })
      client.sendRaw(bytes)
      await daemon.logged(startOf('ERROR', message))
    }
  })

  test('does not tell of heartbeats', async () => {
    const client = await daemon.enter({ from: '127.97.0.5' })
    const from = mark()
    client.send({ type: 'heartbeat', from })
    await client.close()
    await daemon.logged(record('INFO', '[退出] 127.97.0.5 已离开'))
    assert.deepEqual(
      daemon.log().filter((line) => line.includes(from)),
      [],
    )
  })

  test('cannot be forged by texts, names, targets or file names (section 17, defect 13)', async () => {
    const forged = '2026-01-01 00:00:00 [ERROR] [连接] 6.6.6.6 已加入'
    const ann = await daemon.join('Ann')
    for (const end of [
      '\n',
      '\r',
      '\r\n',
      '\u0085',
      '\u2028',
      '\u2029',
      '\u000b',
      '\u000c',
      '\u0000',
      '\u001b[2J',
    ]) {
      ann.send(textToAll('Ann', `look:${end}${forged}`))
      ann.send({ type: 'text', from: 'Ann', target: `x${end}${forged}`, msg: 'hi' })
      ann.send({ type: 'file', from: 'Ann', filename: `a${end}${forged}`, filedata: '' })
      ann.send({ ...UPLOAD, filename: `a${end}${forged}.txt` })
      ann.send({ ...UPLOAD, data: `${end}${forged}` })
      const eve = await daemon.enter()
      eve.send(textToAll(`E${end}${forged}`, 'hi'))
      eve.sendFrame(`{"type":"${end}${forged}`)
      await eve.close()
    }
    const msg = mark()
    ann.send(textToAll('Ann', msg))
    await daemon.logged(record('INFO', `Ann -> 所有人 >> ${msg}`))
    assert.deepEqual(
      daemon.log().filter((line) => line.startsWith('2026-01-01 00:00:00')),
      [],
    )
    assertAllRecords(daemon)
  })

  test('has one record on each line', () => assertAllRecords(daemon))
})
