process.env.TZ = 'UTC'

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ChatctlError } from '../../../src/errors/chatctl-error.ts'
import { useLocale } from '../../../src/messages/both.ts'
import { status, user } from '../sample-room.ts'
import { answersTo, FakeServer, play, READY } from './fake-server.ts'

useLocale('en')

test('the console greets in the words of its version', async () => {
  const server = new FakeServer()
  assert.equal((await play(server, '')).output, READY)
  server.status = status({ compatibility: 'v6' })
  assert.equal((await play(server, '')).output, "\n>>> 暴君控制台已就绪。输入 'help' 获取指令。\n")
})

test('every command answers in the words of the original servers', async () => {
  const cases: [line: string, answer: string][] = [
    ['list', '\n在线用户 (2):\n  - alice (10.0.0.7)\n  - 未命名 (10.0.0.8)\n\n'],
    ['clear', '>>> 控制台已清空\n'],
    ['say  hello  world ', '09:00:00 【系统广播】 >> hello  world\n'],
    ['kick 10.0.0.7', '>>> 已踢出 1 人\n'],
    ['kick alice', '>>> 已踢出 1 人\n'],
    ['kick nobody', '>>> 已踢出 0 人\n'],
    ['ban 10.0.0.7', '>>> IP 10.0.0.7 已加入黑名单\n'],
    ['ban 10.0.0.7 and more words', '>>> IP 10.0.0.7 已加入黑名单\n'],
    ['ban alice', '>>> IP 10.0.0.7 已加入黑名单\n'],
    ['ban 127.0.0.1', '>>> IP 127.0.0.1 已加入黑名单\n'],
    ['unban 10.0.0.7', '>>> 已解除封禁\n'],
    ['unban nonsense', '>>> 已解除封禁\n'],
    ['banlist', '\n=== 黑名单列表 ===\n  10.9.9.9\n\n'],
    ['mute 10.0.0.7', '>>> IP 10.0.0.7 已被禁言\n'],
    ['unmute 10.0.0.7', '>>> IP 10.0.0.7 已解除禁言\n'],
    ['mutelist', '\n=== 禁言列表 ===\n  (空)\n\n'],
    ['gmute', '>>> 全员禁言 ON\n'],
    ['ungmute', '>>> 全员禁言 OFF\n'],
    ['rename 10.0.0.7 Bob', '>>> 改名成功\n'],
    ['rename nobody Bob', '>>> 未找到IP\n'],
    ['rename 10.0.0.7', '格式错误: rename <IP> <新名字> - the new name is missing\n'],
    ['files', '\n已上传文件 (0):\n  (无)\n\n'],
    ['save', '>>> 数据已保存\n'],
    ['reload', '>>> 配置已重新加载\n'],
    ['shutdown', '正在关闭服务器...\n'],
    ['nonsense', '未知指令 (输入 help 查看)\n'],
    ['ban', '未知指令 (输入 help 查看)\n'],
    ['say   ', '未知指令 (输入 help 查看)\n'],
    ['rename', '未知指令 (输入 help 查看)\n'],
    ['', ''],
    ['   ', ''],
    ['GMute', '>>> 全员禁言 ON\n'],
  ]
  for (const [line, answer] of cases) assert.equal(await answersTo(new FakeServer(), line), answer, line)
})

test('commands reach the server with the address that was meant and the name of the operator', async () => {
  const server = new FakeServer()
  server.users = [user({ name: 'Tom Cat' })]
  await answersTo(server, 'ban Tom Cat', 'mute 10.0.0.0/24 --yes', 'rename 10.0.0.7 New Name', 'say  a  b')
  assert.deepEqual(server.deeds, [
    ['ban', { address: '10.0.0.7', by: 'root' }],
    ['mute', { address: '10.0.0.0/24', by: 'root' }],
    ['rename', { address: '10.0.0.7', name: 'New Name', by: 'root' }],
    ['say', { text: 'a  b', by: 'root' }],
  ])
})

test('the files show size, uploader and age as the original did', async () => {
  const server = new FakeServer()
  const file = { id: 'x', ip: '10.0.0.7', uploader: 'alice', downloads: 0 }
  server.answers.files = [
    { ...file, name: 'a\u001b[2J.txt', bytes: 2970, uploadedAt: '2026-11-23T08:59:18.500Z' },
    { ...file, name: 'b.txt', bytes: 256, uploadedAt: '2026-11-23T09:00:01.000Z' },
  ]
  assert.equal(
    await answersTo(server, 'files'),
    '\n已上传文件 (2):\n  - a\\x1b[2J.txt (2.9KB) by alice [41s前]\n  - b.txt (0.2KB) by alice [0s前]\n\n',
  )
})

test('the monitor panel has the widths of the original', async () => {
  const server = new FakeServer()
  server.users = [user({ muted: true }), user({ ip: '192.168.100.200', port: 5, name: null })]
  const rule = '='.repeat(70)
  const expected = [
    '',
    rule,
    `${' '.repeat(28)}服务器实时监控面板${' '.repeat(29)}`,
    rule,
    ` IP地址${' '.repeat(11)}端口${' '.repeat(6)}状态${' '.repeat(10)}昵称${' '.repeat(18)}`,
    '-'.repeat(70),
    `10.0.0.7        50123   [禁言]        alice               `,
    `192.168.100.200 5       [正常]        未命名                 `,
    rule,
    '在线: 2/50 人 | 模式: [自由发言模式]',
    '文件: 3 个 | 黑名单: 5 个',
    '',
    '',
  ]
  assert.equal(await answersTo(server, 'status'), expected.join('\n'))
})

test('the panel of an empty v6 room under global mute', async () => {
  const server = new FakeServer()
  server.users = []
  server.status = status({
    compatibility: 'v6',
    globalMute: true,
    connections: { ...status().connections, open: 0 },
  })
  const { output } = await play(server, 'status\n')
  assert.ok(output.includes(`${'-'.repeat(70)}\n${' '.repeat(30)}当前无人在线...${' '.repeat(31)}\n`))
  assert.ok(output.includes('在线: 0/50 人 | 模式: [全员禁言开启]\n\n'))
  assert.ok(!output.includes('文件:'))
})

test('states add up, and a long address keeps its distance', async () => {
  const server = new FakeServer()
  server.users = [user({ muted: true, ip: '2001:db8:1111:2222:3333:4444:5555:6666' })]
  server.status = status({ globalMute: true })
  assert.match(await answersTo(server, 'status'), /6666 50123 {3}\[禁言,全员禁\] {4}alice/)
})

test('a range, and the address of the SSH session, need --yes', async () => {
  for (const line of ['ban 10.0.0.0/24', 'mute 203.0.113.9', 'ban 0.0.0.0/0']) {
    const server = new FakeServer()
    assert.match(await answersTo(server, line), new RegExp(`If you mean it: ${line} --yes`), line)
    assert.deepEqual(server.deeds, [], line)
  }
})

test('a reload that changes nothing or fails says so as the original did, and why', async () => {
  const server = new FakeServer()
  server.answers.reload = { generation: 3, applied: [], needRestart: [] }
  assert.match(await answersTo(server, 'reload'), /^>>> 配置重载失败，请检查日志\n.*not changed/)
  server.answers.reload = () => {
    throw new ChatctlError('internal/unexpected', { detail: 'line 3' })
  }
  assert.match(
    await answersTo(server, 'reload'),
    /^>>> 配置重载失败，请检查日志\n控制台错误: unexpected: line 3\n/,
  )
})

test('a command that fails says so and the next one works', async () => {
  const server = new FakeServer()
  server.answers.save = () => {
    throw new Error('disk \u001b[31mfull')
  }
  assert.equal(await answersTo(server, 'save', 'gmute'), '控制台错误: disk \\x1b[31mfull\n>>> 全员禁言 ON\n')
})

test('the page of help fits the screen and has every command word of both versions, in both languages', async () => {
  for (const locale of ['zh-CN', 'en'] as const) {
    useLocale(locale)
    const page = await answersTo(new FakeServer(), '?')
    assert.equal(page, await answersTo(new FakeServer(), 'HELP'))
    assert.ok(page.includes('[ 指令手册 ]'))
    for (const word of [
      ...['help', '?', 'status', 'list', 'clear', 'say', 'kick', 'ban', 'unban', 'banlist', 'mute', 'unmute'],
      ...['gmute', 'ungmute', 'rename', 'files', 'save', 'reload', 'shutdown'],
    ]) {
      assert.match(page, new RegExp(`(?:^|\\s)${word.replace('?', '\\?')}[ ,\n]`, 'm'), word)
    }
    assert.ok(page.split('\n').every((line) => line.length <= 80))
  }
})
