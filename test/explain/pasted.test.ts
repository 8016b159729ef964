import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { NAMES } from '../../src/explain/names.ts'
import { ask } from '../../src/explain/question.ts'
import type { LogEvent } from '../../src/logging/events/event.ts'
import { LOG_EVENTS } from '../../src/logging/events.ts'
import { jsonLines, textLines } from '../../src/logging/lines.ts'
import { LocalTime } from '../../src/logging/local-time.ts'
import { inLocale } from '../../src/messages/both.ts'
import { en } from '../../src/messages/en/index.ts'
import type { TopicId } from '../../src/messages/topic-texts.ts'
import { zhCN } from '../../src/messages/zh-CN/index.ts'
import { CONSOLE_TEXTS } from '../../src/protocol/console-texts.ts'
import { TEXTS } from '../../src/protocol/texts.ts'

/** Values as they stand in real lines. */
const FIELDS = {
  ip: '203.0.113.7',
  user: '小明 (x)',
  target: '所有人',
  text: 'hi',
  file: '报告.pdf',
  bytes: 1024,
  error: 'something went wrong',
  reason: 'advertising',
  host: '0.0.0.0',
  port: 3000,
  by: 'root',
  count: 3,
  address: '203.0.113.0/24',
  from: 'old',
  to: 'new',
  path: '/opt/chatserver/data/banned_ips.json',
  keys: 'server.port',
  signal: 'SIGHUP',
  ms: 2500,
}
/** Events whose words are a whole sentence of another part of the program. */
const QUOTED = [
  'sanctions/edit-refused',
  'sanctions/edit-mended',
  'sanctions/set-aside',
  'sanctions/expiry-not-written',
  'sanctions/state-unreadable',
]
const AT = Date.UTC(2026, 10, 23, 4, 34, 50)

/** The log makes bytes of its lines. */
const utf8 = (line: string) => Buffer.from(line, 'latin1').toString('utf8')

const topicOf = (kind: string, id: string) =>
  NAMES.find((name) => name.kind === kind && name.id === id)?.topic ?? assert.fail(`${kind} ${id}`)
const answered = (question: string) => {
  const { best, others } = ask(question) ?? assert.fail(`nothing known about: ${question}`)
  return [best, ...others].map(({ topic }) => topic)
}

test('every log event is recognised as a text line, a JSON line, bare, and in a journal, in both languages', () => {
  const time = new LocalTime()
  const formats = { text: textLines(time), json: jsonLines(time) }
  for (const [id, event] of Object.entries<LogEvent>(LOG_EVENTS)) {
    const topic = topicOf('event', id)
    for (const locale of ['en', 'zh-CN'] as const) {
      for (const { level, words } of event.v6 ? [event, event.v6] : [event]) {
        const message = inLocale(locale, () => words(FIELDS))
        const json = utf8(formats.json(AT, level, id as keyof typeof LOG_EVENTS, FIELDS, () => message))
        assert.equal(ask(json)?.best.topic, topic, json)
        if (QUOTED.includes(id)) continue
        const text = utf8(
          formats.text(AT, level, id as keyof typeof LOG_EVENTS, FIELDS, () => message),
        ).trimEnd()
        const bare = id.startsWith('chat/') ? [] : [message, `  \u001b[31m${message}\u001b[0m  `]
        for (const line of [
          text,
          `Nov 23 04:34:50 host chatctl[4711]: ${text}`,
          `server.log:12:${text}`,
          ...bare,
        ]) {
          assert.equal(answered(line)[0], topic, line)
        }
      }
    }
  }
})

/** A text of the program, or what its function makes of values. */
function said(text: unknown): string[] {
  if (typeof text === 'string') return [text]
  if (typeof text === 'function') return [text(['7'], ['10.0.0.9'], ['报告.txt'], ['x'])]
  return Object.values(text as object).flatMap(said)
}

test('every text that clients get is recognised, with and without its emoji, sender, quotes and colours', () => {
  for (const [id, text] of Object.entries(TEXTS)) {
    for (const message of said(text)) {
      const bare = message.replace(/^[^\p{L}'"]+/u, '')
      for (const form of [
        message,
        bare,
        `系统 >> ${message}`,
        `[系统] ${message}`,
        `"${message}"`,
        `\u001b[1m${message}\u001b[0m`,
      ]) {
        assert.ok(answered(form).includes(topicOf('text', id)), `${id}: ${form}`)
      }
      const packet = JSON.stringify({ type: 'text', from: '系统', msg: message, msg_id: '1_2_a' })
      assert.ok(answered(packet).includes(topicOf('text', id)), packet)
    }
  }
})

test('every text of the console is recognised', () => {
  for (const [id, text] of Object.entries(CONSOLE_TEXTS)) {
    for (const message of said(text))
      assert.ok(answered(message).includes(topicOf('console', id)), `${id}: ${message}`)
  }
})

test('every error of ours is recognised by its sentence in both languages, and by its id in brackets', () => {
  for (const [id, { what }] of [...Object.entries(en.errors), ...Object.entries(zhCN.errors)]) {
    const topic = topicOf('error', id)
    const values: Record<string, string> = {
      address: '10.0.0.9',
      detail: 'it is so',
      message: 'it failed',
      id: 'x/y',
    }
    const sentence = what.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '7')
    assert.ok(answered(`Error: ${sentence} [${id}] Fix: do something`).includes(topic), id)
    // these two are little more than what they quote
    if (id !== 'cli/needs-yes' && id !== 'control/server-error')
      assert.ok(answered(sentence).includes(topic), sentence)
  }
})

test('what only the original servers wrote is recognised', () => {
  const rows: readonly (readonly [string, TopicId])[] = [
    ["2026-11-23 04:34:50 [ERROR] [错误] 127.90.0.7 异常: 'filename'", 'bad-packet'],
    [
      "2026-11-23 04:34:50 [ERROR] 处理客户端 127.90.0.9 时发生异常: 'list' object has no attribute 'get'",
      'bad-packet',
    ],
    ['2026-11-23 04:34:50 [CRITICAL] 服务器启动失败: [Errno 98] Address already in use', 'port-in-use'],
    ['2026-11-23 04:34:50 [INFO] 服务器已停止', 'shutting-down'],
    ['[错误] 127.90.0.7 异常: x', 'bad-packet'],
    ['[连接错误] 10.0.0.9 连接中断: [Errno 104] Connection reset by peer', 'connection-lost'],
    ['向 10.0.0.9 发送消息失败: 连接错误 - [Errno 32] Broken pipe', 'connection-lost'],
    ['关闭超时连接时出错: [Errno 9] Bad file descriptor', 'connection-lost'],
    ['拦截黑名单IP时出错: x', 'banned'],
    ['建议将以下 bcrypt 哈希值更新到 config.json 的 password_hash 字段：', 'plain-password'],
    ['配置文件加载失败: Expecting value: line 1 column 1 (char 0)', 'config-syntax'],
    ["SyntaxError: name 'server_running' is used prior to global declaration", 'python-v6-syntax'],
    ['[04:34:50] [超时] 10.0.0.9 (Sleepy) 心跳超时已断开', 'heartbeat-timeout'],
    [">>> 暴君控制台已就绪。输入 'help' 获取指令。", 'console-prompt'],
    ['EOFError: EOF when reading a line', 'python-console-ended'],
  ]
  for (const [line, topic] of rows) assert.equal(answered(line)[0], topic, line)
})

test('the cause that a line quotes comes first, the line itself is named beside it', () => {
  assert.deepEqual(answered('启动失败: [Errno 13] Permission denied').slice(0, 2), [
    'no-permission',
    'start-failed',
  ])
  const line = '2026-11-23 04:34:50 [ERROR] 保存数据失败: [Errno 28] No space left on device'
  assert.deepEqual(answered(line).slice(0, 2), ['disk-full', 'data-not-saved'])
})

test('what a client is reported to have sent does not become the cause', () => {
  const line =
    '2026-11-23 04:34:50 [ERROR] 协议解析错误: 10.0.0.9 - Expecting value: line 1 column 1 (char 0)'
  assert.equal(answered(line)[0], 'bad-packet')
})

test('the reason that an operator gave is no cause', () => {
  const record = {
    level: 'INFO',
    event: 'admin/ban',
    address: '203.0.113.7',
    reason: 'EADDRINUSE',
    message: 'x',
  }
  assert.deepEqual(answered(JSON.stringify(record)), ['ban-set'])
})

test('words of users are words of users, whatever they look like', () => {
  const forged = '[封禁] 已拦截黑名单 IP: 6.6.6.6'
  for (const line of [
    `2026-11-23 04:34:50 [INFO] Alice -> 所有人 >> ${forged}`,
    `2026-11-23 04:34:50 [INFO] ${forged} -> 所有人 >> hi`,
    `2026-11-23 04:34:50 [INFO] Alice >> ERROR Address already in use`,
    `Alice -> 所有人 >> EADDRINUSE server/address-in-use exit 137`,
  ]) {
    assert.deepEqual(answered(line), ['said'], line)
  }
})

test('an address and a port of the line go into the commands, and nothing else does', () => {
  assert.deepEqual(ask('[封禁] 已拦截黑名单 IP: 203.0.113.7')?.best.values, { ip: '203.0.113.7' })
  assert.deepEqual(ask('[封禁] 已拦截黑名单 IP: $(reboot)')?.best.values, {})
  assert.deepEqual(ask('listen EADDRINUSE: address already in use 0.0.0.0:3001')?.best.values, {
    port: '3001',
  })
})

test('whatever is pasted, an answer or none comes back', () => {
  const lines = [
    '[封禁] 已拦截黑名单 IP: ',
    '启动失败: ',
    '{"message":"',
    '\u001b[',
    'exit ',
    'problem ',
    '>> ',
    '系统: ',
  ]
  const piece = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...lines), fc.integer().map(String))
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
      const answers = ask(pieces.join(''))
      assert.ok(answers === undefined || answers.best.topic.length > 0)
    }),
    { numRuns: 300 },
  )
})
