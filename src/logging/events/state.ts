import type { LogFields } from '../fields.ts'
import { type LogEvent, own } from './event.ts'

const listName = ({ list }: LogFields) => (list === 'mute' ? '禁言' : '封禁')

/** What is kept on disk: the lists and the configuration. */
export const stateEvents = {
  'data/loaded': { level: 'INFO', words: (f) => `已加载 ${f.count ?? 0} 个${listName(f)}IP` },
  'data/missing': { level: 'INFO', words: (f) => `未找到${listName(f)}列表文件，从空列表开始` },
  'data/unreadable': {
    level: 'ERROR',
    words: (f) => `加载${listName(f)}列表失败: ${f.error ?? '?'}`,
  },
  'data/malformed': {
    level: 'ERROR',
    words: (f) => `${listName(f)}列表格式错误: ${f.error ?? '?'}`,
  },
  'data/kept-aside': { level: 'WARNING', words: own('keptAside') },
  'sanctions/edit-refused': {
    level: 'ERROR',
    words: (f) => `${listName(f)}列表格式错误: ${f.error ?? '?'}`,
    v6: { level: 'ERROR', words: (f) => `加载${listName(f)}列表失败: ${f.error ?? '?'}` },
  },
  // Told in a whole sentence by the lists themselves.
  'sanctions/edit-mended': { level: 'INFO', words: ({ error = '?' }) => error },
  'sanctions/set-aside': { level: 'WARNING', words: ({ error = '?' }) => error },
  'sanctions/expiry-not-written': { level: 'ERROR', words: ({ error = '?' }) => error },
  'sanctions/state-unreadable': { level: 'WARNING', words: ({ error = '?' }) => error },
  'data/saved': { level: 'INFO', words: () => '数据已保存' },
  'data/save-failed': { level: 'ERROR', words: ({ error = '?' }) => `保存数据失败: ${error}` },
  'data/journal-repaired': { level: 'WARNING', words: own('journalRepaired') },
  'data/sanction-expired': {
    level: 'INFO',
    words: (f) => own(f.list === 'mute' ? 'muteExpired' : 'banExpired')(f),
  },

  'config/none': { level: 'WARNING', words: () => 'config.json 未找到，使用默认配置' },
  'config/warning': { level: 'WARNING', words: own('configWarning') },
  'config/reloaded': { level: 'INFO', words: () => '配置文件已热加载' },
  'config/reloaded-by-file': { level: 'INFO', words: () => '[配置] 检测到配置文件变化，已自动重载' },
  'config/reloaded-by-hand': { level: 'INFO', words: () => '[配置] 管理员手动重载配置' },
  'config/need-restart': { level: 'WARNING', words: own('needRestart') },
  'config/malformed': {
    level: 'ERROR',
    words: ({ error = '?' }) => `配置文件格式错误，热加载失败: ${error}`,
  },
  'config/reload-failed': { level: 'ERROR', words: ({ error = '?' }) => `配置热加载失败: ${error}` },
  'config/missing': { level: 'WARNING', words: () => '配置文件不存在，跳过热加载' },
  'config/old-hash': {
    level: 'WARNING',
    words: () => '检测到旧版 SHA256 密码格式，建议更新配置文件使用 bcrypt',
  },
  'config/plain-password': { level: 'WARNING', words: own('plainPassword') },
  'config/published-password': { level: 'WARNING', words: own('publishedPassword') },
} as const satisfies Record<string, LogEvent>
