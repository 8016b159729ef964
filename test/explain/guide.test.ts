import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ask } from '../../src/explain/question.ts'
import type { TopicId } from '../../src/messages/topic-texts.ts'

/** What the guide's page has, and the topic that must answer it first. */
function answers(rows: readonly (readonly [string, TopicId])[]): void {
  for (const [question, topic] of rows) assert.equal(ask(question)?.best.topic, topic, question)
}

test('the eleven problems are answered by number, in words of both languages', () => {
  const topics: TopicId[] = [
    'service-does-not-start',
    'service-exits-at-once',
    'wrong-password',
    'clients-cannot-connect',
    'heartbeat-timeout',
    'full',
    'slow',
    'memory-growth',
    'muted',
    'console-no-answer',
    'log-too-big',
  ]
  const chinese = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一']
  topics.forEach((topic, at) => {
    const number = at + 1
    for (const form of [
      `${number}`,
      `problem ${number}`,
      `Problem #${number}`,
      `问题 ${number}`,
      `问题${number}`,
      `问题${chinese[at]}`,
    ]) {
      assert.equal(ask(form)?.best.topic, topic, form)
    }
  })
  assert.equal(ask('问题 12'), undefined)
})

test('a cause of a problem has its own answer, and one that the guide does not have leads to its problem', () => {
  answers([
    ['problem 1 cause 1', 'port-in-use'],
    ['问题 1: 原因 2', 'config-syntax'],
    ['1.3', 'no-permission'],
    ['问题1 原因4', 'modules-missing'],
    ['problem 2 错误 1', 'config-missing'],
    ['问题 2 错误 2', 'folder-missing'],
    ['4.1', 'firewall'],
    ['problem 4, cause 2', 'loopback-only'],
    ['问题 4 原因 3', 'banned'],
    ['problem 4 cause 9', 'clients-cannot-connect'],
  ])
})

test('what the guide shows as symptoms leads to the right topic', () => {
  answers([
    ['Failed to start chatserver.service', 'service-does-not-start'],
    ['Active: failed (Result: exit-code)', 'service-exits-at-once'],
    ['警告: config.json 未找到，使用默认配置', 'config-missing'],
    [
      "FileNotFoundError: [Errno 2] No such file or directory: '/var/log/chatserver/server.log'",
      'folder-missing',
    ],
    ['>>> 密码错误 (3/3)', 'wrong-password'],
    ['>>> 验证失败，控制台已锁定', 'console-locked'],
    ['Connection refused', 'connection-refused'],
    ['Connection timeout', 'connection-timeout'],
    ['心跳超时，连接已断开', 'heartbeat-timeout'],
    ['⚠️ 服务器已满，请稍后再试', 'full'],
    ['⛔ 发言失败：你已被禁言', 'muted'],
    ['磁盘空间不足', 'disk-full'],
    ['日志文件占用大量空间', 'log-too-big'],
  ])
})

test('every row of the table of Python exceptions is answered, alone and with a message', () => {
  answers([
    ['ConnectionRefusedError', 'connection-refused'],
    ['ConnectionRefusedError: [Errno 111] Connection refused', 'connection-refused'],
    ['OSError: Address already in use', 'port-in-use'],
    ['OSError: [Errno 98] Address already in use', 'port-in-use'],
    ['OSError: [Errno 48] Address already in use', 'port-in-use'],
    ['OSError: [WinError 10048] 通常每个套接字地址(协议/网络地址/端口)只允许使用一次。', 'port-in-use'],
    ['PermissionError', 'no-permission'],
    ["PermissionError: [Errno 13] Permission denied: '/var/log/chatserver/server.log'", 'no-permission'],
    ['FileNotFoundError', 'folder-missing'],
    ['JSONDecodeError', 'config-syntax'],
    [
      'json.decoder.JSONDecodeError: Expecting property name enclosed in double quotes: line 5 column 1 (char 80)',
      'config-syntax',
    ],
    ['ModuleNotFoundError', 'modules-missing'],
    ["ModuleNotFoundError: No module named 'chat_protocol'", 'modules-missing'],
    ['KeyError', 'config-keys'],
    ["KeyError: 'max_connections'", 'config-keys'],
  ])
})

test('every row of the table of exit codes is answered in all its forms', () => {
  const rows: readonly (readonly [number, TopicId])[] = [
    [1, 'general-failure'],
    [2, 'config-unusable'],
    [137, 'killed'],
    [143, 'terminated'],
  ]
  for (const [code, topic] of rows) {
    answers(
      [
        ...[
          `Exit code ${code}`,
          `exit ${code}`,
          `exited with code ${code}`,
          `exit status ${code}`,
          `rc=${code}`,
        ],
        ...[`退出码 ${code}`, `退出码：${code}`, `返回码${code}`, `code=exited, status=${code}`],
        `chatserver.service: Main process exited, code=exited, status=${code}/SOMETHING`,
      ].map((form) => [form, topic]),
    )
  }
})
