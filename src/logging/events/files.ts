import { type LogEvent, own } from './event.ts'

/** Uploads and downloads. */
export const fileEvents = {
  'file/uploaded': {
    level: 'INFO',
    words: ({ file = '?', bytes = 0, user = '?' }) => `文件上传: ${file} (${bytes} bytes) by ${user}`,
  },
  'file/downloaded': {
    level: 'INFO',
    words: ({ file = '?', user = '?' }) => `文件下载: ${file} by ${user}`,
  },
  'file/download-counted': {
    level: 'INFO',
    words: ({ file = '?', count = 0 }) => `文件下载计数: ${file} (已下载 ${count} 次)`,
  },
  'file/refused': { level: 'WARNING', words: own('fileRefused') },
  'file/low-disk': { level: 'WARNING', words: own('lowDisk') },
  'file/bad-base64': {
    level: 'ERROR',
    words: ({ ip = '?', error = '?' }) => `Base64解码失败: ${ip} - ${error}`,
  },
  'file/write-failed': {
    level: 'ERROR',
    words: ({ ip = '?', error = '?' }) => `文件写入失败: ${ip} - ${error}`,
  },
  'file/failed': {
    level: 'ERROR',
    words: ({ ip = '?', error = '?' }) => `文件处理失败（内存/数据错误）: ${ip} - ${error}`,
  },
  'file/read-failed': {
    level: 'ERROR',
    words: ({ ip = '?', error = '?' }) => `读取文件失败: ${ip} - ${error}`,
  },
  'file/expired': { level: 'INFO', words: ({ file = '?' }) => `清理过期文件: ${file}` },
  'file/swept': { level: 'INFO', words: ({ count = 0 }) => `清理了 ${count} 个文件 (强制模式: False)` },
  'file/leftovers-removed': {
    level: 'INFO',
    words: ({ count = 0 }) => `启动清理：移除了 ${count} 个临时文件/目录`,
  },
  'file/delete-failed': { level: 'ERROR', words: ({ error = '?' }) => `删除文件失败: ${error}` },
} as const satisfies Record<string, LogEvent>
