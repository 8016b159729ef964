process.env.TZ = 'UTC'

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { columnsOf, cut, wrap } from '../../src/cli/screens/columns.ts'
import { filesScreen } from '../../src/cli/screens/files-screen.ts'
import { logLevelScreen } from '../../src/cli/screens/log-level-screen.ts'
import { reloadScreen } from '../../src/cli/screens/reload-screen.ts'
import { sanctionsScreen } from '../../src/cli/screens/sanctions-screen.ts'
import { statusScreen } from '../../src/cli/screens/status-screen.ts'
import { usersScreen } from '../../src/cli/screens/users-screen.ts'
import { useLocale } from '../../src/messages/both.ts'
import { duration } from '../../src/messages/format.ts'
import { status, user } from './sample-room.ts'

const NOW = new Date('2026-11-23T09:00:00.000Z')
const ROOM = [
  user(),
  user({ id: 2, name: '小明🙂', port: 3, silentFor: 3700, muted: true, queuedBytes: 2048 }),
  user({ id: 3, name: null, ip: '2001:db8::15', connectedAt: '2026-11-20T10:00:00Z', tls: true }),
  user({ id: 4, name: 'evil\u001b[2J\u202e一二三四五六七八九十一二三', ip: '192.168.100.200', silentFor: 0 }),
]
const IN_TROUBLE = status({
  config: { path: null, generation: 1, error: 'config.json:3:5 \u001b[31mbad' },
  connections: { open: 50, named: 50, max: 50, accepted: 70, congested: 2, highest: 50 },
  dropped: { heartbeat: 4, 'slow-reader': 1 },
  log: {
    level: 'DEBUG',
    file: null,
    writeErrors: 7,
    lastError: 'ENOSPC: no space left on device',
    failing: true,
    lost: 0,
  },
  globalMute: true,
  console: { protected: true, locked: true },
  listErrors: { ban: 'banned_ips.json, line 2, column 1: a comma is missing here', mute: null },
})

const fits = (screen: string) => screen.split('\n').every((line) => columnsOf(line) <= 80)

test('the status screen in English', () => {
  useLocale('en')
  assert.equal(
    statusScreen(status()),
    `chatctl 1.2.3 (v9 rules), pid 4711, up 2 d 4 h
Listening     0.0.0.0:3000, [::]:3443 (TLS)
Config        /opt/chatserver/config.json, generation 3
Connections   2 of 50 (1 named), most 23, accepted 1,240
Messages      1,234 in, 56,789 out (337.6 KiB in, 9.4 MiB out)
Refused       banned 3, rate 2
Dropped       none
Queues        0 B waiting for 0 slow readers, most 1.5 MiB; half frames 0 B
Event loop    delay p50 1.2 ms, p99 4.6 ms, max 20.0 ms
Memory        85.3 MiB
Log           INFO to /var/log/chatserver/server.log
Files         3 stored, 1.2 MiB
Lists         5 bans, 2 mutes
Console       password required`,
  )
})

test('the status screen in Chinese', () => {
  useLocale('zh-CN')
  assert.equal(
    statusScreen(status()),
    `chatctl 1.2.3（v9 规则），进程 4711，已运行 2 天 4 小时
监听          0.0.0.0:3000, [::]:3443 (TLS)
配置          /opt/chatserver/config.json，第 3 版
连接          2 / 50（已命名 1），最多时 23，累计接入 1,240
消息          收 1,234，发 56,789（收 337.6 KiB，发 9.4 MiB）
拒绝接入      banned 3, rate 2
主动断开      无
发送队列      0 个慢客户端积压 0 B，最多时 1.5 MiB；未收完的帧 0 B
事件循环      延迟 p50 1.2 ms，p99 4.6 ms，最大 20.0 ms
内存          85.3 MiB
日志          INFO，写入 /var/log/chatserver/server.log
文件          3 个，共 1.2 MiB
名单          封禁 5，禁言 2
控制台        需要密码`,
  )
})

test('the status screen of a server in trouble says what is wrong, in both languages within 80 columns', () => {
  useLocale('en')
  const screen = statusScreen(IN_TROUBLE)
  for (const sign of [
    '50 of 50',
    'heartbeat 4, slow-reader 1',
    '7 write errors, the newest: ENOSPC',
    'locked',
  ]) {
    assert.ok(screen.includes(sign), sign)
  }
  assert.match(screen, /not in force: config\.json:3:5 \\x1b\[31mbad/)
  assert.match(screen, /not in force: banned_ips\.json, line\s+2/)
  assert.match(screen, /everybody is muted/)
  assert.ok(fits(screen))
  useLocale('zh-CN')
  assert.ok(fits(statusScreen(IN_TROUBLE)))
})

test('the users in English', () => {
  useLocale('en')
  assert.equal(
    usersScreen(ROOM, NOW),
    `Name                    Address           Port  Since        Silent  Notes
alice                   10.0.0.7         50123  08:00:05       12 s
小明🙂                  10.0.0.7             3  08:00:05        1 h  muted, 2.0 KiB waiting
(no name yet)           2001:db8::15     50123  11-20 10:00    12 s  TLS
evil\\x1b[2J\\u202e一二…  192.168.100.200  50123  08:00:05        0 s
Online: 4`,
  )
  assert.equal(usersScreen([], NOW), 'Nobody is online.')
})

test('the users in Chinese', () => {
  useLocale('zh-CN')
  const screen = usersScreen(ROOM, NOW)
  assert.equal(
    screen,
    `昵称                    地址              端口  连接于         静默  备注
alice                   10.0.0.7         50123  08:00:05      12 秒
小明🙂                  10.0.0.7             3  08:00:05     1 小时  禁言, 积压 2.0 KiB
（未命名）              2001:db8::15     50123  11-20 10:00   12 秒  TLS
evil\\x1b[2J\\u202e一二…  192.168.100.200  50123  08:00:05       0 秒
在线：4`,
  )
})

test('a ban list shows what is known and leaves empty what nobody knows', () => {
  useLocale('en')
  const screen = sanctionsScreen('ban', [
    { address: '10.0.0.7', reason: null, by: null, at: null, until: null },
    {
      address: '10.1.0.0/16',
      reason: 'spam\u001b[0m',
      by: 'root',
      at: '2026-11-23T08:00:00Z',
      until: '2026-11-23T10:00:00Z',
    },
  ])
  assert.equal(
    screen,
    `Address      Until             By    Set               Reason
10.0.0.7     for good
10.1.0.0/16  2026-11-23 10:00  root  2026-11-23 08:00  spam\\x1b[0m
Bans: 2`,
  )
  assert.equal(sanctionsScreen('mute', []), 'Nobody is muted.')
})

test('the stored files', () => {
  useLocale('en')
  const file = {
    id: 'x',
    name: '报告\u202efdp.txt',
    bytes: 2970,
    uploader: '小明',
    ip: '10.0.0.7',
    uploadedAt: '2026-11-23T08:00:00Z',
    downloads: 12,
  }
  assert.equal(
    filesScreen([file]),
    `File                  Size  Uploader  Uploaded          Fetched
报告\\u202efdp.txt  2.9 KiB  小明      2026-11-23 08:00       12
Files: 1`,
  )
})

test('a reload tells what is in force, what waits for a restart, or that nothing changed', () => {
  useLocale('en')
  const keys = { applied: ['security.max_message_length'], needRestart: ['server.port', 'server.host'] }
  assert.equal(
    reloadScreen({ generation: 4, ...keys }),
    'In force now: security.max_message_length\nNeeds a restart (chatctl shutdown, then start it): server.port, server.host',
  )
  assert.match(reloadScreen({ generation: 3, applied: [], needRestart: [] }), /generation 3/)
  const opened = reloadScreen({ generation: 3, applied: [], needRestart: [], unlocked: true })
  assert.equal(opened, 'The console, locked after wrong passwords, can be used again.')
})

test('a log level that was set for a while says until when', () => {
  useLocale('en')
  assert.equal(logLevelScreen({ level: 'INFO', revertsAt: null }), 'Log level: INFO')
  assert.match(
    logLevelScreen({ level: 'DEBUG', revertsAt: '2026-11-23T10:00:00Z' }),
    /until 2026-11-23 10:00/,
  )
})

test('a time span shows its two largest units', () => {
  useLocale('en')
  const spans = [0, 59, 60, 3600, 3725, 93_784, 172_805].map((seconds) => duration(seconds))
  assert.deepEqual(spans, ['0 s', '59 s', '1 min', '1 h', '1 h 2 min', '1 d 2 h', '2 d'])
})

test('texts are cut and wrapped by the columns that they take', () => {
  assert.equal(columnsOf('小明🙂ab'), 8)
  assert.equal(cut('一二三四五', 10), '一二三四五')
  assert.equal(cut('一二三四五六', 10), '一二三四…')
  assert.deepEqual(wrap('one two three', 8), ['one two', 'three'])
  assert.deepEqual(wrap('一二三四五', 4), ['一二', '三四', '五'])
  assert.deepEqual(wrap('端口（3000）已被占用', 10), ['端口', '（3000）已', '被占用'])
  assert.deepEqual(wrap('一二三四。', 8), ['一二三', '四。'])
  assert.deepEqual(wrap('一二', 1), ['一', '二'])
})
