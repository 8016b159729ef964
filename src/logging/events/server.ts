import { type LogEvent, own } from './event.ts'

const bracketed = (host: string) => (host.includes(':') ? `[${host}]` : host)

/** The process, its control socket and the log itself. */
export const serverEvents = {
  'server/started': {
    level: 'INFO',
    words: ({ host = '?', port = 0 }) => `服务器启动成功: ${bracketed(host)}:${port}`,
  },
  'server/ready': {
    level: 'INFO',
    words: () => '心跳监测、管理员控制台和配置监听已启动',
    v6: { level: 'INFO', words: () => '心跳监测线程已启动' },
  },
  'server/start-failed': {
    level: 'CRITICAL',
    words: ({ error = '?' }) => `启动失败: ${error}`,
    v6: { level: 'CRITICAL', words: ({ error = '?' }) => `服务器启动失败: ${error}` },
  },
  'server/signal': { level: 'INFO', words: own('signal') },
  'server/inspector': { level: 'WARNING', words: own('inspector') },
  'server/stopping': { level: 'INFO', words: () => '服务器正在关闭...' },
  'server/stopped': { level: 'INFO', words: () => '服务器已关闭' },
  // The last word of v6.0; v9.1 has none after the one before.
  'server/ended': { level: 'INFO', words: () => '服务器已停止' },
  'server/crash': { level: 'CRITICAL', words: own('crash') },
  'server/crashed-before': { level: 'WARNING', words: own('crashedBefore') },
  'server/stalled': { level: 'WARNING', words: own('stalled') },
  'server/failed': { level: 'ERROR', words: own('failed') },

  'control/listening': { level: 'DEBUG', words: own('controlListening') },
  'control/failed': { level: 'ERROR', words: own('controlFailed') },

  'log/write-failed': { level: 'ERROR', words: own('writeFailed') },
  'log/recovered': { level: 'WARNING', words: own('recovered') },
  'log/rotate-failed': { level: 'ERROR', words: own('rotateFailed') },
  'log/reopened': { level: 'INFO', words: own('reopened') },
} as const satisfies Record<string, LogEvent>
