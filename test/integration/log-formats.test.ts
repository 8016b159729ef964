import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { Daemon, eventually, textToAll } from '../helpers/daemon.ts'
import { frame } from '../helpers/framing.ts'
import { mark } from '../helpers/packets.ts'
import { assertAllRecords, record, startOf, UNPRINTABLE } from './text-log.ts'

let daemon: Daemon
afterEach(() => daemon.disconnectAll())

describe('the text log with the v6 rules', () => {
  before(async () => {
    daemon = await Daemon.start({
      files: { 'banned_ips.json': '["127.91.0.1"]' },
      config: { server: { compatibility: 'v6', max_connections: 20 } },
    })
  })
  after(() => daemon?.stop())

  test('tells of the start', async () => {
    await daemon.logged(record('INFO', `服务器启动成功: 127.0.0.1:${daemon.port}`))
    await daemon.logged(record('INFO', '心跳监测线程已启动'))
  })

  test('tells of bad input with the address, in the words of v6', async () => {
    for (const [from, bytes] of [
      ['127.97.1.1', frame('no json')],
      ['127.97.1.2', frame(Buffer.from([0x22, 0xff, 0x22]))],
      ['127.97.1.3', frame('[1]')],
      ['127.97.1.4', frame('{"type":"text","from":"x"}')],
    ] as const) {
      const client = await daemon.enter({ from })
      client.sendRaw(bytes)
      await daemon.logged(new RegExp(`\\[ERROR\\] (\\[错误\\] ${from} 异常|处理客户端 ${from} 时发生异常): `))
    }
  })

  test('tells of texts without a target, and of files', async () => {
    const ann = await daemon.enter()
    ann.send({ type: 'text', from: 'Ann', msg: 'hello' })
    ann.send({ type: 'text', msg: 'who?' })
    ann.send({ type: 'text', from: 'Ann', msg: 'x'.repeat(1001) })
    ann.send({ type: 'file', from: 'Ann', filename: 'a.txt', filedata: 'eA==' })
    await daemon.logged(record('INFO', 'Ann >> hello'))
    await daemon.logged(record('INFO', '未知 >> who?'))
    await daemon.logged(record('INFO', `Ann >> ${'x'.repeat(1000)}...[已截断]`))
    await daemon.logged(record('INFO', 'Ann >> [文件] a.txt'))
  })

  test('tells of joins, leaves and refusals', async () => {
    await (await daemon.enter({ from: '127.97.0.1' })).close()
    await daemon.logged(record('INFO', '[连接] 127.97.0.1 已加入'))
    await daemon.logged(record('INFO', '[退出] 127.97.0.1 已离开'))
    await (await daemon.connect({ from: '127.91.0.1' })).closed()
    await daemon.logged(record('INFO', '[封禁] 已拦截黑名单 IP: 127.91.0.1'))
    for (let count = 0; count < 20; count++) await daemon.enter()
    await (await daemon.connect({ from: '127.97.0.2' })).closed()
    await daemon.logged(record('INFO', '[拒绝] 服务器已满，拒绝 127.97.0.2 连接'))
  })

  test('does not tell of other types', async () => {
    const ann = await daemon.enter()
    const from = mark()
    ann.send({ type: 'x', from })
    ann.send({ type: 'text', from: 'Ann', msg: 'after' })
    await daemon.logged(record('INFO', 'Ann >> after'))
    assert.deepEqual(
      daemon.log().filter((line) => line.includes(from)),
      [],
    )
  })

  test('cannot be forged', async () => {
    const ann = await daemon.enter()
    for (const end of ['\n', '\r', '\u2028', '\u001b[31m', '\u202e']) {
      ann.send({ type: 'text', from: `A${end}2026-01-01 00:00:00 [INFO] x`, msg: `b${end}2026-01-01 c` })
      ann.send({ type: 'file', from: `A${end}2026-01-01`, filename: `a${end}2026-01-01`, filedata: '' })
    }
    ann.send({ type: 'text', from: 'Ann', msg: 'end of forgery' })
    await daemon.logged(record('INFO', 'Ann >> end of forgery'))
    assertAllRecords(daemon)
  })
})

describe('the JSON log', () => {
  before(async () => {
    daemon = await Daemon.start({ config: { logging: { format: 'json' } } })
  })
  after(() => daemon?.stop())

  test('has one object with level, time and address on each line, and cannot be forged', async () => {
    const bob = await daemon.join('Bob')
    const ann = await daemon.join('Ann', { from: '127.97.0.1' })
    const msg = mark()
    ann.send(textToAll('Ann', `"},\n{"level":"ERROR"}\u2028\u001b[31m${msg}`))
    await bob.next()
    ann.sendFrame('no json')
    await ann.close()
    await eventually(() => daemon.log().find((line) => line.includes(msg)), 'the text in the log')
    await daemon.logged(/"level":"ERROR".*127\.97\.0\.1|127\.97\.0\.1.*"level":"ERROR"/)
    const records = daemon.log().map((line) => ({ line, json: JSON.parse(line) }))
    for (const { line, json } of records) {
      assert.match(json.level, /^(DEBUG|INFO|WARNING|ERROR|CRITICAL)$/)
      assert.match(line, /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/)
      assert.doesNotMatch(line, UNPRINTABLE)
    }
    assert.ok(records.some(({ line }) => line.includes('127.97.0.1') && line.includes(msg)))
  })
})

describe('a log level', () => {
  before(async () => {
    daemon = await Daemon.start({ config: { logging: { level: 'warning' } } })
  })
  after(() => daemon?.stop())

  test('keeps lesser records out, in any case of its name', async () => {
    const client = await daemon.enter({ from: '127.97.0.1' })
    client.sendFrame('no json')
    await daemon.logged(startOf('ERROR', '协议解析错误: 127.97.0.1 - '))
    assert.deepEqual(
      daemon.log().filter((line) => /\[(DEBUG|INFO)\]/.test(line)),
      [],
    )
  })
})
