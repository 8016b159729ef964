process.env.TZ = 'UTC'

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { test } from 'node:test'
import { runConsole } from '../../../src/cli/console/run-console.ts'
import type { ChatEvent } from '../../../src/control/methods.ts'
import { useLocale } from '../../../src/messages/both.ts'
import { FakeServer, HOST, NOW, passwordCheck, play, READY } from './fake-server.ts'

useLocale('en')

const ASK = '\n>>> 管理员控制台需要密码验证\n请输入管理员密码: '

const event = (id: string, message: string, given: Partial<ChatEvent> = {}): ChatEvent => ({
  time: '2026-11-23T08:59:58.123+00:00',
  level: 'INFO',
  event: id,
  message,
  ...given,
})

test('the right password opens the console', async () => {
  const server = new FakeServer()
  server.answers.login = passwordCheck('open sesame')
  const { output, end } = await play(server, 'wrong\nopen sesame\ngmute\n')
  assert.equal(
    output,
    `${ASK}>>> 密码错误 (1/3)\n请输入管理员密码: >>> 验证成功！欢迎管理员\n${READY}>>> 全员禁言 ON\n`,
  )
  assert.equal(end, 'end-of-input')
})

test('three wrong passwords lock the console, and what follows is not obeyed', async () => {
  const server = new FakeServer()
  server.answers.login = passwordCheck('open sesame')
  const { output, end } = await play(server, 'a\nb\nc\nopen sesame\nshutdown\n')
  assert.equal(
    output,
    `${ASK}>>> 密码错误 (1/3)\n请输入管理员密码: >>> 密码错误 (2/3)\n请输入管理员密码: >>> 密码错误 (3/3)\n>>> 验证失败，控制台已锁定\n`,
  )
  assert.equal(end, 'locked')
  assert.deepEqual(server.deeds, [])
})

test('a console that is locked already says so without asking', async () => {
  const server = new FakeServer()
  server.answers.login = { ok: false, failures: 3, allowed: 3, locked: true }
  const { output, end } = await play(server, 'open sesame\n')
  assert.equal(output, '\n>>> 管理员控制台需要密码验证\n>>> 验证失败，控制台已锁定\n')
  assert.equal(end, 'locked')
})

test('the end of the input ends the console and nothing else, also instead of a password', async () => {
  const server = new FakeServer()
  assert.equal((await play(server, 'gmute')).end, 'end-of-input')
  server.answers.login = passwordCheck('x')
  assert.equal((await play(server, '')).end, 'end-of-input')
  assert.ok(server.deeds.every(([method]) => method !== 'shutdown'))
})

test('exit and quit leave the console; what follows is not obeyed', async () => {
  for (const word of ['exit', 'QUIT']) {
    const server = new FakeServer()
    const { end } = await play(server, `${word}\nshutdown\n`)
    assert.equal(end, 'left')
    assert.deepEqual(server.deeds, [])
  }
})

test('after shutdown the console is over', async () => {
  const { output, end } = await play(new FakeServer(), 'shutdown\nstatus\n')
  assert.equal(output, `${READY}正在关闭服务器...\n`)
  assert.equal(end, 'shutdown')
})

/** A console that is kept open until everything has been seen. */
function follow(server: FakeServer, isTerminal = false) {
  const input = new PassThrough()
  const output = new PassThrough()
  let said = ''
  output.setEncoding('utf8').on('data', (text: string) => {
    said += text
    output.emit('said')
  })
  const sees = async (text: string) => {
    while (!said.includes(text)) await once(output, 'said')
  }
  const stop = new AbortController()
  const options = { input, output, client: server, isTerminal, by: 'root', host: HOST, now: () => NOW }
  const ended = runConsole({ ...options, signal: stop.signal })
  return { input, said: () => said, sees, stop, ended }
}

test('events are shown as the original showed them, and nothing in them reaches the terminal raw', async () => {
  const server = new FakeServer()
  server.emit(
    event('chat/joined', '[连接] 10.0.0.7 已加入'),
    event('chat/text', 'alice -> 所有人 >> hi\u001b[2J', { user: 'alice' }),
    event('chat/text', 'alice -> bob >> psst', { user: 'alice' }),
    event('chat/text', 'x -> 所有人 >> y -> 所有人 >> z', { user: 'x -> 所有人 >> y' }),
    event('chat/file', 'alice >> [文件] a.txt', { user: 'alice' }),
    event('chat/say', '【系统广播】 -> 所有人 >> by another operator'),
    event('data/saved', '数据已保存'),
    event('chat/left', '[退出] 10.0.0.7 已离开'),
  )
  const { said, sees, stop, ended } = follow(server)
  await sees('已离开\n')
  stop.abort()
  assert.equal(await ended, 'stopped')
  assert.equal(
    said().slice(READY.length),
    [
      '[08:59:58] [连接] 10.0.0.7 已加入',
      '08:59:58 alice >> hi\\x1b[2J',
      '08:59:58 alice -> bob >> psst',
      '08:59:58 x -> 所有人 >> y >> z',
      '08:59:58 alice >> [文件] a.txt',
      '08:59:58 【系统广播】 >> by another operator',
      '[08:59:58] [退出] 10.0.0.7 已离开',
      '',
    ].join('\n'),
  )
})

test('under the v6 rules a file has its sign, as it had there', async () => {
  const server = new FakeServer()
  server.status = { ...server.status, compatibility: 'v6' }
  server.emit(event('chat/file', 'alice >> [文件] a.txt', { user: 'alice' }))
  const { said, sees, stop, ended } = follow(server)
  await sees('a.txt')
  stop.abort()
  await ended
  assert.match(said(), /^08:59:58 alice >> \[文件\] a\.txt 📁$/m)
})

test('an announcement that comes back as an event is shown once', async () => {
  const server = new FakeServer()
  server.answers.say = () => {
    server.emit(
      event('chat/say', '【系统广播】 -> 所有人 >> hello'),
      event('chat/joined', '[连接] 1.1.1.1 已加入'),
    )
    return { receivers: 1 }
  }
  const { input, said, sees, stop, ended } = follow(server)
  input.write('say hello\n')
  await sees('已加入')
  stop.abort()
  await ended
  assert.equal(said().match(/hello/g)?.length, 1)
})

test('a server that ends takes the console with it', async () => {
  const server = new FakeServer()
  server.ends = true
  const { ended, said } = follow(server)
  assert.equal(await ended, 'server-gone')
  assert.match(said(), /The server has ended\.\n$/)
})

test('on a terminal the password is neither echoed nor remembered', async () => {
  const server = new FakeServer()
  server.answers.login = passwordCheck('open sesame')
  const { input, said, sees, stop, ended } = follow(server, true)
  await sees('密码: ')
  input.write('open sesame\r')
  await sees('就绪')
  input.write('\u001b[A')
  input.write('\r')
  input.write('gmute\r')
  await sees('全员禁言 ON')
  stop.abort()
  await ended
  assert.ok(!said().includes('sesame'))
  assert.ok(!said().includes('未知指令'), 'the arrow key brought the password back as a command')
})

test('on a terminal an event does not destroy the line that is being typed', async () => {
  const server = new FakeServer()
  const { input, said, sees, stop, ended } = follow(server, true)
  await sees('就绪')
  input.write('say hel')
  await sees('say hel')
  server.emit(event('chat/joined', '[连接] 10.0.0.7 已加入'))
  await sees('已加入')
  assert.match(said().slice(said().indexOf('已加入')), /> .*say hel/)
  input.write('lo\r')
  await sees('【系统广播】 >> hello')
  stop.abort()
  await ended
  assert.deepEqual(server.deeds, [['say', { text: 'hello', by: 'root' }]])
})

test('Ctrl+C on a terminal is told to whoever runs the console', async () => {
  const { input, sees, ended } = follow(new FakeServer(), true)
  await sees('就绪')
  input.write('\u0003')
  assert.equal(await ended, 'interrupted')
})
