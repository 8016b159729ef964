import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { ControlClient } from '../../src/control/client.ts'
import type { UserInfo } from '../../src/control/methods.ts'
import { Daemon } from '../helpers/daemon.ts'
import {
  bare,
  EVERYBODY,
  expectNext,
  fromSystem,
  isList,
  isTalk,
  listing,
  listWith,
  receivedBy,
} from '../helpers/packets.ts'

let daemon: Daemon
afterEach(() => daemon.disconnectAll())

describe('what clients see of the operator (WIRE sections 3.3, 5.2 and 6)', () => {
  before(async () => {
    daemon = await Daemon.start()
  })
  after(() => daemon?.stop())

  test('say reaches everybody, neither cut nor filtered, with a target', async () => {
    const ann = await daemon.join('Ann')
    const silent = await daemon.enter()
    const msg = `fuck 通知 ${'x'.repeat(1500)}`
    await daemon.operate('say', msg)
    const expected = { type: 'text', from: '【系统广播】', target: EVERYBODY, msg }
    await expectNext(ann, expected)
    await expectNext(silent, expected)
    await daemon.logged(/\[INFO\] 【系统广播】 -> 所有人 >> fuck 通知 x+$/)
  })

  test('kick tells every connection of the address, closes it at once and pushes the list', async () => {
    const ann = await daemon.join('Ann')
    const eves = [
      await daemon.join('Eve', { from: '127.96.0.1' }),
      await daemon.join('Eva', { from: '127.96.0.1' }),
    ]
    await ann.next(listing('Ann', 'Eva', 'Eve'))
    await receivedBy(ann, 'Ann')
    await daemon.operate('kick', '127.96.0.1')
    for (const eve of eves) {
      assert.deepEqual((await eve.closed()).filter(isTalk).map(bare), [fromSystem('你已被移出房间！')])
      assert.equal(eve.ending, 'finished')
    }
    await ann.next(listing('Ann'))
    await daemon.join('Eve', { from: '127.96.0.1' })
  })

  test('kick and rename of a name hit nobody else at the same address', async () => {
    const [ann, bob, eve] = await daemon.joinAll('Ann', 'Bob', 'Eve')
    await daemon.operate('kick', 'Eve')
    assert.deepEqual(bare((await eve.closed()).at(-1) ?? {}), fromSystem('你已被移出房间！'))
    await daemon.operate('rename', 'Bob', 'Bobby')
    await expectNext(bob, fromSystem('系统强制改名为: Bobby'))
    await expectNext(ann, fromSystem("'Bob' 改名为 'Bobby'"))
    await ann.next(listing('Ann', 'Bobby'))
    assert.deepEqual(await receivedBy(ann, 'Ann'), [])
  })

  test('a kick with the id of a connection hits that one alone, whatever the names', async () => {
    const ann = await daemon.join('Ann')
    const eve = await daemon.join('Eve', { from: '127.96.0.8' })
    const eva = await daemon.join('Eva', { from: '127.96.0.8' })
    const { stdout } = await daemon.operate('users', '--json')
    const { id } = (JSON.parse(stdout) as UserInfo[]).find(({ name }) => name === 'Eve') ?? {}
    const client = new ControlClient(daemon.path('control.sock'))
    const params = { address: '127.96.0.8', ...(id !== undefined && { id }) }
    const { kicked } = await client.call('kick', params)
    assert.deepEqual(
      kicked.map(({ name }) => name),
      ['Eve'],
    )
    await eve.closed()
    await ann.next(listing('Ann', 'Eva'))
    assert.deepEqual((await client.call('kick', { ...params, address: '127.96.0.9' })).kicked, [])
    await receivedBy(eva, 'Eva')
  })

  test('the mute for everybody is not taken for one of each address', async () => {
    await daemon.join('Ann')
    await daemon.operate('gmute')
    const { stdout } = await daemon.operate('users', '--json')
    await daemon.operate('ungmute')
    assert.match(stdout, /"muted": false/)
    assert.doesNotMatch(stdout, /"muted": true/)
  })

  test('kick tells a client that never stops talking', async () => {
    const eve = await daemon.join('Eve', { from: '127.96.0.7' })
    const chatter = setInterval(() => eve.send({ type: 'text', from: 'Eve', msg: 'x'.repeat(900) }), 1)
    try {
      await daemon.operate('kick', '127.96.0.7')
      const talk = (await eve.closed()).filter(isTalk)
      assert.deepEqual(talk.map(bare), [fromSystem('你已被移出房间！')])
    } finally {
      clearInterval(chatter)
    }
  })

  test('ban tells, closes and refuses from then on; unban lets in again', async () => {
    const ann = await daemon.join('Ann')
    const eve = await daemon.join('Eve', { from: '127.96.0.2' })
    await ann.next(listWith('Eve'))
    await daemon.operate('ban', '127.96.0.2')
    assert.deepEqual((await eve.closed()).filter(isTalk).map(bare), [fromSystem('你已被永久封禁！')])
    await ann.next(listing('Ann'))
    const again = await daemon.connect({ from: '127.96.0.2' })
    assert.deepEqual((await again.closed()).map(bare), [fromSystem('🚫 你的IP已被服务器封禁')])
    await daemon.operate('unban', '127.96.0.2')
    await daemon.enter({ from: '127.96.0.2' })
  })

  test('mute is logged once, and the client is not told before it speaks', async () => {
    const eve = await daemon.join('Eve', { from: '127.96.0.3' })
    await daemon.operate('mute', '127.96.0.3')
    eve.send({ type: 'text', from: 'Eve', msg: 'hello' })
    await expectNext(eve, fromSystem('⛔ 发言失败：你已被禁言'))
    await daemon.operate('unmute', '127.96.0.3')
    const told = daemon.log().filter((line) => line.includes('127.96.0.3') && !/\[(连接|退出)\]/.test(line))
    assert.equal(told.length, 2, `each action is logged once: ${told.join('\n')}`)
    assert.deepEqual(await receivedBy(eve, 'Eve'), [])
  })

  test('a new limit of the text length is announced to everybody', async () => {
    const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
    daemon.configure({ security: { max_message_length: 7 } })
    await daemon.operate('reload')
    const expected = { ...fromSystem('配置已更新：消息长度限制调整为 7 字符'), target: EVERYBODY }
    for (const client of [ann, bob]) await expectNext(client, expected)
    ann.send({ type: 'text', from: 'Ann', msg: '123456789' })
    assert.equal((await bob.next()).msg, '1234567...')
    await daemon.logged(/\[INFO\] 配置文件已热加载$/)
    daemon.configure({})
    for (const client of [ann, bob]) {
      const { msg } = await client.next(isTalk, 8000)
      assert.equal(
        msg,
        '配置已更新：消息长度限制调整为 1000 字符',
        'the change of the file is noticed by itself',
      )
    }
  })

  test('a broken configuration changes nothing', async () => {
    const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
    daemon.write('config.json', '{"security": {"max_message_length": 3},')
    await daemon.logged(
      /\[ERROR\] 配置文件格式错误，热加载失败|\[ERROR\] 配置热加载失败|\[ERROR\].*config\.json/,
      8000,
    )
    ann.send({ type: 'text', from: 'Ann', msg: '123456789' })
    assert.equal((await bob.next()).msg, '123456789')
    daemon.configure({})
  })
})

describe('what clients see of the operator with the v6 rules', () => {
  before(async () => {
    daemon = await Daemon.start({ config: { server: { compatibility: 'v6' } } })
  })
  after(() => daemon?.stop())

  test('say has no target', async () => {
    const ann = await daemon.enter()
    await daemon.operate('say', '通知')
    assert.deepEqual(await ann.next(), { type: 'text', from: '【系统广播】', msg: '通知' })
    await daemon.logged(/\[INFO\] 【系统广播】 >> 通知$/)
  })

  test('rename tells the client and announces it to all (section 17, defect 5)', async () => {
    const ann = await daemon.enter()
    const eve = await daemon.enter({ from: '127.96.0.1' })
    eve.send({ type: 'text', from: 'Eve', msg: 'hello' })
    assert.equal((await ann.next()).msg, 'hello')
    await daemon.operate('rename', '127.96.0.1', '新名字')
    assert.deepEqual(await eve.next(), fromSystem('系统强制改名为: 新名字'))
    assert.deepEqual(await ann.next(), fromSystem("'Eve' 改名为 '新名字'"))
    ann.send({ type: 'text', from: 'Ann', msg: 'the server goes on' })
    await eve.next((packet) => packet.msg === 'the server goes on')
  })

  test('kick and ban tell and close, and nobody else hears of it', async () => {
    const ann = await daemon.enter()
    const eve = await daemon.enter({ from: '127.96.0.4' })
    await daemon.operate('kick', '127.96.0.4')
    assert.deepEqual(await eve.closed(), [fromSystem('你已被移出房间！')])
    const again = await daemon.enter({ from: '127.96.0.4' })
    await daemon.operate('ban', '127.96.0.4')
    assert.deepEqual(await again.closed(), [fromSystem('你已被永久封禁！')])
    const bob = await daemon.enter()
    bob.send({ type: 'text', from: 'Bob', msg: 'last' })
    const packets = await ann.upTo((packet) => packet.msg === 'last')
    assert.equal(packets.length, 1)
    assert.deepEqual(packets.filter(isList), [])
  })
})
