import type { Config } from '../../../config/schema.ts'
import type { Facts } from '../../../facts/facts.ts'
import type { LogFacts } from '../../../facts/shapes/log.ts'
import type { DiskFacts, StorageFacts } from '../../../facts/shapes/storage.ts'
import { bytes as shownBytes } from '../../../messages/format.ts'
import type { Finding } from '../../check.ts'
import { shellWord } from '../../commands.ts'
import { againIfFailed } from '../../server-process.ts'

const MIB = 1024 ** 2
const GIB = 1024 ** 3
const DAYS_AHEAD = 7

/** A disk on which nothing more can be written, or soon nothing (guide, checklist 5 and problem 11). */
export function fullDisks(
  { disks, logFiles }: StorageFacts,
  files: Config['files'],
  sudo: string,
): Finding[] {
  return disks.filter(hasRoom).flatMap((disk): Finding[] => {
    const share = disk.freeBytes / disk.totalBytes
    const isFull = disk.freeBytes < 2 * MIB || (share < 0.01 && disk.freeBytes < GIB)
    const isClose = share < 0.05 && disk.freeBytes < 2 * GIB
    const noUploads = disk.roles.includes('data-folder') && disk.freeBytes < files.min_free_bytes
    if (!isFull && !isClose && !noUploads) return []
    const values = {
      mount: disk.mount,
      free: shownBytes(disk.freeBytes),
      total: shownBytes(disk.totalBytes),
      percent: (100 - share * 100).toFixed(share < 0.01 ? 1 : 0),
      limit: shownBytes(files.min_free_bytes),
      log: shownBytes(logFiles.reduce((sum, { bytes }) => sum + bytes, 0)),
    }
    const key = isFull ? 'found' : noUploads ? 'uploads' : 'close'
    return [
      {
        severity: isFull ? 'error' : 'warning',
        message: { key: `checks.storage/disk-full.${key}` as const, values },
        evidence: [
          {
            text: { key: 'checks.storage/disk-full.seen', values },
            command: `df -h ${shellWord(disk.path)}`,
          },
          ...(disk.roles.includes('log-folder')
            ? [{ text: { key: 'checks.storage/disk-full.log' as const, values } }]
            : []),
        ],
        fix: {
          summary: { key: 'checks.storage/disk-full.fix', values },
          commands: [`${sudo}du -xah ${shellWord(disk.mount)} 2>/dev/null | sort -rh | head -20`],
          risk: 'safe',
        },
      },
    ]
  })
}

/** No room for one more file, however much space is left. */
export function fullInodes({ disks }: StorageFacts, sudo: string): Finding[] {
  return disks
    .filter(({ totalInodes }) => totalInodes > 0)
    .flatMap(({ mount, path, totalInodes, freeInodes }): Finding[] => {
      const share = freeInodes / totalInodes
      if (share >= 0.05 && freeInodes >= 100) return []
      const values = { mount, free: freeInodes, total: totalInodes }
      return [
        {
          severity: share < 0.01 || freeInodes < 20 ? 'error' : 'warning',
          message: { key: 'checks.storage/inodes-full.found', values },
          evidence: [
            { text: { key: 'checks.storage/inodes-full.seen', values }, command: `df -i ${shellWord(path)}` },
          ],
          fix: {
            summary: { key: 'checks.storage/inodes-full.fix', values },
            commands: [`${sudo}du --inodes -xa ${shellWord(mount)} 2>/dev/null | sort -rn | head -20`],
            risk: 'safe',
          },
        },
      ]
    })
}

export function readOnlyDisks({ disks }: StorageFacts, sudo: string, facts: Facts): Finding[] {
  return disks
    .filter(({ readOnly }) => readOnly)
    .map(({ mount, path, type }): Finding => {
      const values = { mount, path, type }
      return {
        severity: 'error',
        message: { key: 'checks.storage/read-only.found', values },
        evidence: [
          {
            text: { key: 'checks.storage/read-only.seen', values },
            command: `findmnt -T ${shellWord(path)}`,
          },
        ],
        fix: {
          summary: { key: 'checks.storage/read-only.fix', values },
          commands: [
            `${sudo}dmesg | grep -iE 'remount|I/O error|EXT4-fs error' | tail -20`,
            `${sudo}mount -o remount,rw ${shellWord(mount)}`,
            ...againIfFailed(facts),
          ],
          risk: 'safe',
        },
      }
    })
}

/** A disk that will be full within a week as the log grows now. What rotation will drop is no growth. */
export function fillingDisks(
  storage: StorageFacts,
  log: LogFacts,
  logging: Config['logging'],
  sudo: string,
): Finding[] {
  const { bytesPerDay } = log
  const disk = storage.disks.filter(hasRoom).find(({ roles }) => roles.includes('log-folder'))
  if (bytesPerDay === null || bytesPerDay <= 0 || disk === undefined) return []
  const { max_bytes, backup_count, file } = logging
  const used = storage.logFiles.reduce((sum, { bytes }) => sum + bytes, 0)
  const isBounded = max_bytes > 0 && backup_count > 0
  const room = isBounded ? Math.max(0, max_bytes * (backup_count + 1) - used) : Number.POSITIVE_INFINITY
  const days = disk.freeBytes / bytesPerDay
  if (days >= DAYS_AHEAD || room <= disk.freeBytes) return []
  const values = {
    mount: disk.mount,
    free: shownBytes(disk.freeBytes),
    daily: shownBytes(bytesPerDay),
    days: days < 1 ? '< 1' : Math.floor(days),
  }
  return [
    {
      severity: 'warning',
      message: { key: 'checks.storage/disk-filling.found', values },
      evidence: [
        {
          text: { key: 'checks.storage/disk-filling.seen', values },
          command: `df -h ${shellWord(disk.path)}; ls -l ${shellWord(file)}*`,
        },
      ],
      fix: {
        summary: { key: 'checks.storage/disk-filling.fix', values },
        commands: [`${sudo}du -xh ${shellWord(disk.mount)} 2>/dev/null | sort -rh | head -20`],
        risk: 'safe',
      },
    },
  ]
}

/** Filesystems of no size, such as proc, have no room by nature. */
function hasRoom({ totalBytes, readOnly }: DiskFacts): boolean {
  return totalBytes > 0 && !readOnly
}
