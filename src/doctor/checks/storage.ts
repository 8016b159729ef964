import { type Check, defineCheck } from '../check.ts'
import type { CheckId } from '../check-ids.ts'
import { NOT_STARTING } from './not-starting.ts'
import { confined } from './storage/confined.ts'
import { fillingDisks, fullDisks, fullInodes, readOnlyDisks } from './storage/disks.ts'
import { missingFolders } from './storage/folders.ts'
import { bigLog, deletedLogs, logWriteErrors, unrotatedLog } from './storage/log.ts'
import { type Fault, faults } from './storage/permissions.ts'
import { unasked } from './unasked.ts'

/** What a server that cannot use its files does not do. */
const NO_FILES_EXPLAINS: readonly CheckId[] = [
  ...NOT_STARTING,
  'storage/log-write-errors',
  'storage/log-not-rotated',
]

const NOT_USABLE: readonly CheckId[] = ['storage/not-writable', 'storage/wrong-mode', 'storage/wrong-owner']

function permissionCheck(fault: Fault): Check {
  return defineCheck({
    id: `storage/${fault}`,
    guide: { problem: 1, cause: '权限问题' },
    ...(fault !== 'not-writable' && { automatic: true }),
    needs: ['paths', 'self'],
    wants: ['live', 'processes'],
    clears: NO_FILES_EXPLAINS,
    judge: ({ paths, self }, all) => faults(fault, paths, self, all),
  })
}

/** Files, folders and disks that the server writes to (guide, problems 1.3, 2.2 and 11, checklist 5). */
export const STORAGE_CHECKS: readonly Check[] = [
  defineCheck({
    id: 'storage/read-only',
    guide: { problem: null, cause: '' },
    needs: ['storage', 'self'],
    wants: ['paths', 'processes', 'live'],
    clears: [...NOT_USABLE, 'storage/folder-missing', ...NO_FILES_EXPLAINS],
    judge: ({ storage, self }, all) => [
      ...readOnlyDisks(storage, self.sudo, all),
      ...(all.paths.seen ? confined(all.paths.value, all) : []),
    ],
  }),
  defineCheck({
    id: 'storage/disk-full',
    guide: { problem: 11, cause: '磁盘空间不足' },
    needs: ['storage', 'config', 'self'],
    clears: [
      'storage/disk-filling',
      'storage/log-write-errors',
      'chat/list-not-in-force',
      'maintenance/log-errors',
      'service/failed',
      'service/crashed',
    ],
    judge: ({ storage, config, self }) => fullDisks(storage, config.settings.files, self.sudo),
  }),
  defineCheck({
    id: 'storage/inodes-full',
    guide: { problem: 11, cause: '磁盘空间不足' },
    needs: ['storage', 'self'],
    clears: ['storage/log-write-errors', 'service/failed', 'service/crashed', 'maintenance/log-errors'],
    judge: ({ storage, self }) => fullInodes(storage, self.sudo),
  }),
  defineCheck({
    id: 'storage/folder-missing',
    guide: { problem: 2, cause: '日志目录不存在' },
    automatic: true,
    needs: ['paths', 'self'],
    wants: ['live', 'processes'],
    clears: NO_FILES_EXPLAINS,
    judge: ({ paths, self }, all) => missingFolders(paths, self, all),
  }),
  permissionCheck('wrong-owner'),
  permissionCheck('wrong-mode'),
  permissionCheck('not-writable'),
  defineCheck({
    id: 'storage/log-write-errors',
    guide: { problem: 11, cause: '磁盘空间不足' },
    needs: ['live'],
    judge: ({ live }, all) => unasked(live) ?? logWriteErrors(live, all),
  }),
  defineCheck({
    id: 'storage/log-deleted-open',
    guide: { problem: 11, cause: '磁盘空间不足' },
    automatic: true,
    needs: ['storage'],
    clears: ['storage/disk-full', 'storage/disk-filling'],
    judge({ storage }, all) {
      if (storage.deletedOpen !== null) return deletedLogs(storage, all)
      return { outcome: 'unknown', why: { key: 'checks.storage/log-deleted-open.untold' } }
    },
  }),
  defineCheck({
    id: 'storage/log-too-big',
    guide: { problem: 11, cause: '日志文件过大' },
    automatic: true,
    needs: ['storage', 'config'],
    clears: ['storage/disk-filling'],
    judge: ({ storage, config }, all) => bigLog(storage, config.settings.logging, all),
  }),
  defineCheck({
    id: 'storage/log-not-rotated',
    guide: { problem: 11, cause: '配置日志轮转' },
    automatic: true,
    needs: ['storage', 'config'],
    wants: ['log', 'live'],
    clears: ['storage/log-too-big', 'storage/disk-filling'],
    judge: ({ storage, config }, all) => unrotatedLog(storage, config.settings.logging, all),
  }),
  defineCheck({
    id: 'storage/disk-filling',
    guide: { problem: 11, cause: '磁盘空间不足' },
    needs: ['storage', 'config', 'log', 'self'],
    judge: ({ storage, config, log, self }) => fillingDisks(storage, log, config.settings.logging, self.sudo),
  }),
]
