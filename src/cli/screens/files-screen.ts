import type { StoredFileInfo } from '../../control/methods.ts'
import { bytes, count, dayAndTime } from '../../messages/format.ts'
import { t } from '../../messages/index.ts'
import { escapeForTerminal } from '../escape.ts'
import { table } from './table.ts'

/** The uploads that are stored. */
export function filesScreen(files: readonly StoredFileInfo[]): string {
  if (files.length === 0) return t('commands.files.none')
  const columns = [
    { head: t('commands.table.file'), most: 28 },
    { head: t('commands.table.size'), align: 'right' as const },
    { head: t('commands.table.uploader'), most: 16 },
    { head: t('commands.table.uploaded') },
    { head: t('commands.table.downloads'), align: 'right' as const },
  ]
  const rows = files.map((file) => [
    escapeForTerminal(file.name),
    bytes(file.bytes),
    escapeForTerminal(file.uploader),
    dayAndTime(file.uploadedAt),
    count(file.downloads),
  ])
  return `${table(columns, rows)}\n${t('commands.files.count', { count: files.length })}`
}
