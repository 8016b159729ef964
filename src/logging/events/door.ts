import { type LogEvent, own } from './event.ts'

/** Connections that are not let in. */
export const doorEvents = {
  'door/banned': { level: 'INFO', words: ({ ip = '?' }) => `[封禁] 已拦截黑名单 IP: ${ip}` },
  'door/full': { level: 'INFO', words: ({ ip = '?' }) => `[拒绝] 服务器已满，拒绝 ${ip} 连接` },
  'door/refused': {
    level: 'WARNING',
    words: ({ ip = '?', reason = '?' }) => `拒绝连接 ${ip}: ${reason}`,
  },
  'door/repeated': { level: 'WARNING', words: own('refusedAgain') },
  'door/canary': { level: 'DEBUG', words: own('canary') },
  'door/refuse-failed': { level: 'ERROR', words: ({ error = '?' }) => `拒绝连接时出错: ${error}` },
  'door/accept-failed': { level: 'ERROR', words: ({ error = '?' }) => `接受连接时出错: ${error}` },
  'door/tls-failed': { level: 'WARNING', words: own('tlsFailed') },
  'door/records-swept': {
    level: 'DEBUG',
    words: ({ count = 0 }) => `清理了 ${count} 个过期的连接记录`,
  },
} as const satisfies Record<string, LogEvent>
