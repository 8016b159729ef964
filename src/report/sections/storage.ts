import { bytes, dayAndTime } from '../../messages/format.ts'
import { t } from '../../messages/index.ts'
import { fromFact, octal, pairs, table } from '../blocks.ts'
import type { SectionMaker } from '../context.ts'

const unknownOr = (value: boolean | null) => (value === null ? '?' : t(value ? 'report.yes' : 'report.no'))

/** `df -h`, and the files and folders that the server needs (guide, diagnostic script 7; problem 11). */
export const diskSection: SectionMaker = ({ facts }) => ({
  id: 'disk',
  blocks: [
    ...fromFact(facts, 'storage', ({ disks, logFiles }) => [
      {
        kind: 'bars',
        title: t('report.label.disks'),
        most: 100,
        rows: disks.map(({ mount, totalBytes, freeBytes }) => ({
          label: `${mount} ${bytes(freeBytes)} / ${bytes(totalBytes)}`,
          parts: [
            {
              name: t('report.label.used'),
              count: Math.round(((totalBytes - freeBytes) / Math.max(1, totalBytes)) * 100),
            },
          ],
        })),
      },
      table(
        [
          t('report.label.mount'),
          t('report.label.type'),
          t('report.label.free'),
          t('report.label.total'),
          t('report.label.inodes'),
          t('report.label.readOnly'),
        ],
        disks.map((disk) => [
          disk.mount,
          disk.type,
          bytes(disk.freeBytes),
          bytes(disk.totalBytes),
          String(disk.freeInodes),
          unknownOr(disk.readOnly),
        ]),
        '-',
      ),
      table(
        [t('report.label.logFile'), t('report.label.size'), t('report.label.changed')],
        logFiles.map((file) => [file.path, bytes(file.bytes), dayAndTime(file.modified)]),
        t('report.noLog'),
      ),
    ]),
    ...fromFact(facts, 'paths', (paths) => [
      table(
        [
          t('report.label.path'),
          t('report.label.exists'),
          t('report.label.owner'),
          t('report.label.mode'),
          t('report.label.writable'),
        ],
        paths.map(({ path, exists, owner, group, mode, writable }) => [
          path,
          unknownOr(exists),
          exists ? `${owner ?? '?'}:${group ?? '?'}` : '',
          exists ? octal(mode) : '',
          unknownOr(writable),
        ]),
        '-',
      ),
    ]),
  ],
})

/** `free -h` (guide, diagnostic script 8). */
export const memorySection: SectionMaker = ({ facts }) => ({
  id: 'memory',
  blocks: fromFact(facts, 'memory', (memory) => [
    pairs([
      [t('report.label.total'), bytes(memory.totalBytes)],
      [t('report.label.available'), bytes(memory.availableBytes)],
      [t('report.label.swap'), `${bytes(memory.swapFreeBytes)} / ${bytes(memory.swapTotalBytes)}`],
      [t('report.label.oomKills'), memory.oomKills],
      [t('report.label.pressure'), memory.pressure === null ? null : `${memory.pressure} %`],
      ...(memory.killed ?? []).map(
        ({ time, victim }) => [t('report.label.killed'), `${victim} ${time ?? ''}`] as const,
      ),
    ]),
  ]),
})
