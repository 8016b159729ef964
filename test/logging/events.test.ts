import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import type { LogEvent } from '../../src/logging/events/event.ts'
import { LOG_EVENTS, type LogEventId } from '../../src/logging/events.ts'
import type { LogFields } from '../../src/logging/fields.ts'
import { useLocale } from '../../src/messages/both.ts'
import type { Locale } from '../../src/messages/index.ts'

afterEach(() => useLocale('en'))

const words = (id: LogEventId, fields: LogFields = {}) => LOG_EVENTS[id].words(fields)
const ip = '10.0.0.5'
const user = '小明'

/** Words and levels of the original servers, which people's scripts look for. */
const ORIGINALS: [LogEventId, LogFields, string, string][] = [
  ['server/started', { host: '0.0.0.0', port: 3000 }, 'INFO', '服务器启动成功: 0.0.0.0:3000'],
  ['server/ready', {}, 'INFO', '心跳监测、管理员控制台和配置监听已启动'],
  ['server/start-failed', { error: 'x' }, 'CRITICAL', '启动失败: x'],
  ['server/stopping', {}, 'INFO', '服务器正在关闭...'],
  ['server/stopped', {}, 'INFO', '服务器已关闭'],
  ['server/ended', {}, 'INFO', '服务器已停止'],
  ['chat/joined', { ip }, 'INFO', '[连接] 10.0.0.5 已加入'],
  ['chat/left', { ip }, 'INFO', '[退出] 10.0.0.5 已离开'],
  ['chat/text', { user, target: '所有人', text: 'hi' }, 'INFO', '小明 -> 所有人 >> hi'],
  ['chat/text', { user, text: 'hi' }, 'INFO', '小明 >> hi'],
  ['chat/text', { user: '', text: '' }, 'INFO', ' >> '],
  ['chat/file', { user, file: 'a.txt' }, 'INFO', '小明 >> [文件] a.txt'],
  ['chat/say', { target: '所有人', text: 'soon' }, 'INFO', '【系统广播】 -> 所有人 >> soon'],
  ['chat/say', { text: 'soon' }, 'INFO', '【系统广播】 >> soon'],
  ['chat/blocked', { user }, 'WARNING', '[拦截] 小明 尝试发言被拦截'],
  ['chat/heartbeat-timeout', { ip, user }, 'WARNING', '心跳超时: 10.0.0.5 (小明)'],
  ['door/banned', { ip }, 'INFO', '[封禁] 已拦截黑名单 IP: 10.0.0.5'],
  ['door/full', { ip }, 'INFO', '[拒绝] 服务器已满，拒绝 10.0.0.5 连接'],
  [
    'door/refused',
    { ip, reason: '连接过于频繁，请稍后再试' },
    'WARNING',
    '拒绝连接 10.0.0.5: 连接过于频繁，请稍后再试',
  ],
  ['protocol/not-json', { ip, error: 'x' }, 'ERROR', '协议解析错误: 10.0.0.5 - x'],
  ['protocol/bad-frame', { ip }, 'ERROR', '接收数据异常: 10.0.0.5 - 非法的包长度'],
  ['protocol/bad-packet', { ip, error: "'msg'" }, 'ERROR', "客户端处理异常: 10.0.0.5 - 'msg'"],
  ['file/uploaded', { file: 'a.txt', bytes: 2, user }, 'INFO', '文件上传: a.txt (2 bytes) by 小明'],
  ['file/downloaded', { file: 'a.txt', user }, 'INFO', '文件下载: a.txt by 小明'],
  ['file/download-counted', { file: 'a.txt', count: 2 }, 'INFO', '文件下载计数: a.txt (已下载 2 次)'],
  ['file/bad-base64', { ip, error: 'x' }, 'ERROR', 'Base64解码失败: 10.0.0.5 - x'],
  ['file/expired', { file: 'a.txt' }, 'INFO', '清理过期文件: a.txt'],
  ['file/swept', { count: 3 }, 'INFO', '清理了 3 个文件 (强制模式: False)'],
  ['file/leftovers-removed', { count: 3 }, 'INFO', '启动清理：移除了 3 个临时文件/目录'],
  ['data/loaded', { list: 'ban', count: 0 }, 'INFO', '已加载 0 个封禁IP'],
  ['data/loaded', { list: 'mute', count: 7 }, 'INFO', '已加载 7 个禁言IP'],
  ['data/missing', { list: 'mute' }, 'INFO', '未找到禁言列表文件，从空列表开始'],
  ['data/malformed', { list: 'ban', error: 'x' }, 'ERROR', '封禁列表格式错误: x'],
  ['data/unreadable', { list: 'ban', error: 'x' }, 'ERROR', '加载封禁列表失败: x'],
  ['data/saved', {}, 'INFO', '数据已保存'],
  ['data/save-failed', { error: 'x' }, 'ERROR', '保存数据失败: x'],
  ['config/reloaded', {}, 'INFO', '配置文件已热加载'],
  ['config/reloaded-by-file', {}, 'INFO', '[配置] 检测到配置文件变化，已自动重载'],
  ['config/reloaded-by-hand', {}, 'INFO', '[配置] 管理员手动重载配置'],
  ['config/malformed', { error: 'x' }, 'ERROR', '配置文件格式错误，热加载失败: x'],
  ['config/missing', {}, 'WARNING', '配置文件不存在，跳过热加载'],
]

test('the original servers’ words and levels are theirs to the letter, in any language', () => {
  for (const locale of ['en', 'zh-CN'] as const) {
    useLocale(locale)
    for (const [id, fields, level, expected] of ORIGINALS) {
      assert.equal(words(id, fields), expected)
      assert.equal(LOG_EVENTS[id].level, level, id)
    }
  }
})

test('every event has a sentence in both languages, whichever fields are there', () => {
  const full: LogFields = {
    ...{ ip, user, target: 'b', text: 't', file: 'f', bytes: 1, reason: 'r', error: 'e', host: 'h', port: 1 },
    ...{
      by: 'root',
      count: 2,
      list: 'ban',
      address: '10.0.0.0/8',
      from: 'a',
      to: 'b',
      path: '/x',
      keys: 'k',
    },
    ...{ signal: 'SIGHUP', ms: 1 },
  }
  for (const locale of ['en', 'zh-CN'] satisfies Locale[]) {
    useLocale(locale)
    for (const [id, event] of Object.entries(LOG_EVENTS) as [string, LogEvent][]) {
      assert.match(id, /^[a-z]+\/[a-z]+(-[a-z0-9]+)*$/)
      for (const fields of [full, {}]) {
        assert.doesNotMatch(event.words(fields), /^$|undefined|log\.|{{|}}/, `${locale} ${id}`)
      }
    }
  }
})

test('a name cannot call up other texts of the catalogue', () => {
  const evil = '$t(log.locked) {{ip}} $& {{file}}'
  assert.ok(words('chat/slow-reader', { ip, user: evil, bytes: 1 }).includes(`(${evil})`))
  assert.ok(words('admin/ban', { address: ip, by: 'a', reason: evil }).endsWith(`(${evil})`))
})

test('an IPv6 host stands in brackets before its port', () => {
  assert.equal(words('server/started', { host: '::', port: 3000 }), '服务器启动成功: [::]:3000')
})

test('a private text that is not to be logged leaves sender and target', () => {
  assert.equal(words('chat/text', { user: 'A', target: 'B' }), 'A -> B >> (private text, not recorded)')
})
