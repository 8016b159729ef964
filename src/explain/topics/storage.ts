import type { storage as texts } from '../../messages/en/explain/storage.ts'
import type { Topics } from '../topic.ts'

export const storage: Topics<typeof texts> = {
  'folder-missing': {
    checks: ['storage/folder-missing'],
    errors: ['data/folder-unusable'],
    errnos: ['ENOENT'],
    problems: ['2.2'],
    python: ['FileNotFoundError'],
    see: ['no-permission', 'config-missing'],
  },
  'no-permission': {
    checks: ['storage/not-writable', 'storage/wrong-owner', 'storage/wrong-mode'],
    errors: ['log/unwritable', 'logs/nothing-to-read', 'logs/not-rotated'],
    errnos: ['EACCES', 'EPERM'],
    problems: ['1.3'],
    python: ['PermissionError'],
    quotes: true,
    see: ['port-privileged', 'control-denied', 'folder-missing'],
  },
  'disk-full': {
    checks: ['storage/disk-full', 'storage/disk-filling', 'storage/inodes-full'],
    errnos: ['ENOSPC', 'EDQUOT', 'EFBIG'],
    signals: ['SIGXFSZ'],
    says: ['磁盘空间不足'],
    see: ['log-too-big', 'log-deleted-open'],
  },
  'read-only': { checks: ['storage/read-only'], errnos: ['EROFS'] },
  'io-error': { errnos: ['EIO'], proof: ['storage/read-only', 'service/process-stuck'] },
  'wrong-kind-of-file': {
    errors: ['log/not-a-file'],
    errnos: ['EISDIR', 'ENOTDIR', 'EEXIST', 'ELOOP', 'ENAMETOOLONG'],
    python: ['IsADirectoryError', 'NotADirectoryError', 'FileExistsError'],
    proof: ['storage/folder-missing', 'config/wrong-value'],
  },
  'log-too-big': {
    checks: ['storage/log-too-big', 'storage/log-not-rotated'],
    problems: ['11'],
    says: ['日志文件占用大量空间'],
    see: ['disk-full', 'log-deleted-open', 'debug-level'],
  },
  'log-deleted-open': { checks: ['storage/log-deleted-open'] },
  'log-write-failed': {
    checks: ['storage/log-write-errors'],
    events: ['log/write-failed'],
    messages: ['commands.status.logErrors'],
    quotes: true,
    see: ['disk-full', 'no-permission'],
  },
  'log-recovered': { events: ['log/recovered'] },
  'log-not-rotated': {
    events: ['log/rotate-failed'],
    errors: ['logs/written-by-other', 'logs/not-compressed'],
    proof: ['storage/log-not-rotated'],
    quotes: true,
  },
  'log-reopened': { events: ['log/reopened'] },
}
