import { t } from '../../messages/index.ts'
import type { LogFields } from '../fields.ts'
import { type LogEvent, own } from './event.ts'

/** `A -> B`, or `A` alone where texts have no target (v6). */
const path = ({ user = '?', target }: LogFields) => (target === undefined ? user : `${user} -> ${target}`)

/** What v6 says of whatever a client sent that it could not take. */
const v6Error = {
  level: 'ERROR',
  words: ({ ip = '?', error = '?' }: LogFields) => `[错误] ${ip} 异常: ${error}`,
} as const

/** The room, and what breaks the protocol in it. */
export const chatEvents = {
  'chat/joined': { level: 'INFO', words: ({ ip = '?' }) => `[连接] ${ip} 已加入` },
  'chat/left': { level: 'INFO', words: ({ ip = '?' }) => `[退出] ${ip} 已离开` },
  'chat/named': { level: 'DEBUG', words: own('named') },
  'chat/text': { level: 'INFO', words: (f) => `${path(f)} >> ${f.text ?? t('log.notRecorded')}` },
  'chat/file': { level: 'INFO', words: ({ user = '?', file = '?' }) => `${user} >> [文件] ${file}` },
  'chat/say': {
    level: 'INFO',
    words: ({ target, text = '' }) => `${path({ user: '【系统广播】', target })} >> ${text}`,
  },
  'chat/blocked': { level: 'WARNING', words: ({ user = '?' }) => `[拦截] ${user} 尝试发言被拦截` },
  'chat/heartbeat-timeout': {
    level: 'WARNING',
    words: ({ ip = '?', user = '?' }) => `心跳超时: ${ip} (${user})`,
    v6: { level: 'INFO', words: ({ ip = '?', user = '?' }) => `[超时] ${ip} (${user}) 心跳超时已断开` },
  },
  'chat/slow-reader': { level: 'WARNING', words: own('slowReader') },
  'chat/flood-slowed': { level: 'WARNING', words: own('floodSlowed') },
  'chat/flood-cut': { level: 'WARNING', words: own('floodCut') },
  'chat/connection-reset': { level: 'INFO', words: ({ ip = '?' }) => `客户端强制断开连接: ${ip}` },
  'chat/send-failed': {
    level: 'WARNING',
    words: ({ ip = '?', error = '?' }) => `客户端连接错误: ${ip} - ${error}`,
  },
  'chat/greeting-failed': {
    level: 'WARNING',
    words: ({ ip = '?', error = '?' }) => `发送欢迎消息失败: ${ip} - ${error}`,
  },
  'chat/close-failed': { level: 'ERROR', words: ({ error = '?' }) => `关闭连接时出错: ${error}` },

  'protocol/not-json': {
    level: 'ERROR',
    words: ({ ip = '?', error = '?' }) => `协议解析错误: ${ip} - ${error}`,
    v6: v6Error,
  },
  'protocol/bad-frame': {
    level: 'ERROR',
    words: ({ ip = '?', error = '非法的包长度' }) => `接收数据异常: ${ip} - ${error}`,
    v6: v6Error,
  },
  'protocol/bad-packet': {
    level: 'ERROR',
    words: ({ ip = '?', error = '?' }) => `客户端处理异常: ${ip} - ${error}`,
    v6: v6Error,
  },
  'protocol/frame-timeout': { level: 'WARNING', words: ({ ip = '?' }) => `接收数据超时: ${ip}` },

  'memory/pending-frames': { level: 'WARNING', words: own('pendingFrames') },
} as const satisfies Record<string, LogEvent>
