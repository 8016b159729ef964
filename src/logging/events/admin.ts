import { type LogEvent, own } from './event.ts'

/** What operators do; the original servers logged none of it (WIRE.md section 17, defect 14). */
export const adminEvents = {
  'admin/ban': { level: 'INFO', words: own('ban') },
  'admin/unban': { level: 'INFO', words: own('unban') },
  'admin/mute': { level: 'INFO', words: own('mute') },
  'admin/unmute': { level: 'INFO', words: own('unmute') },
  'admin/gmute': { level: 'INFO', words: own('gmute') },
  'admin/ungmute': { level: 'INFO', words: own('ungmute') },
  'admin/kick': { level: 'INFO', words: own('kick') },
  'admin/rename': { level: 'INFO', words: own('rename') },
  'admin/save': { level: 'INFO', words: own('save') },
  'admin/reload': { level: 'INFO', words: own('reload') },
  'admin/loglevel': { level: 'WARNING', words: own('loglevel') },
  'admin/debug': { level: 'WARNING', words: own('debug') },
  'admin/shutdown': { level: 'INFO', words: own('shutdown') },
  'admin/login': { level: 'INFO', words: own('login') },
  'admin/login-failed': { level: 'WARNING', words: own('loginFailed') },
  'admin/locked': { level: 'ERROR', words: own('locked') },
  'admin/unlocked': { level: 'INFO', words: own('unlocked') },
  'admin/no-password': { level: 'ERROR', words: () => '未配置管理员密码' },
  'admin/password-failed': { level: 'ERROR', words: ({ error = '?' }) => `密码验证失败: ${error}` },
  'admin/command-failed': { level: 'ERROR', words: ({ error = '?' }) => `控制台错误: ${error}` },
  'admin/kick-failed': { level: 'ERROR', words: ({ error = '?' }) => `踢出用户时出错: ${error}` },
  'admin/ban-failed': { level: 'ERROR', words: ({ error = '?' }) => `封禁用户时出错: ${error}` },
  'admin/rename-failed': { level: 'ERROR', words: ({ error = '?' }) => `改名时出错: ${error}` },
} as const satisfies Record<string, LogEvent>
