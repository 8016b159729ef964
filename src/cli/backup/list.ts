import { basename, dirname, resolve } from 'node:path'
import chalk from 'chalk'
import { type BackupList, type ListedBackup, listBackups } from '../../backup/list.ts'
import { backupFolders } from '../../backup/place.ts'
import { bytes, dayAndTime, duration } from '../../messages/format.ts'
import { t } from '../../messages/index.ts'
import { escapeForTerminal, jsonForTerminal } from '../escape.ts'
import { print } from '../print.ts'
import { table } from '../screens/table.ts'
import { type BackupFlags, lookForServer, note } from './looking.ts'

/** The flags of the commands that look for backups. */
export interface FromFlags extends BackupFlags {
  readonly from?: string | undefined
}

/** Prints the backups that there are. */
export async function listAndTell(flags: FromFlags): Promise<void> {
  const { list, folders, now } = await findBackups(flags, new AbortController().signal)
  for (const folder of list.denied)
    note(chalk.yellow(t('backup.folderDenied', { folder: escapeForTerminal(folder) })))
  if (flags.json) return await print(`${jsonForTerminal({ schema: 'chatctl.backup-list/1', ...list })}\n`)
  if (list.backups.length === 0) {
    return await print(`${t('backup.none', { folders: escapeForTerminal(folders.join(', ')) })}\n`)
  }
  await print(`${screen(list.backups, now)}\n`)
}

/** The backups of the server that is meant: in `--from`, or wherever they usually are. */
export async function findBackups(
  flags: FromFlags,
  signal: AbortSignal,
): Promise<{ readonly list: BackupList; readonly folders: readonly string[]; readonly now: number }> {
  const { host, target } = await lookForServer(flags, signal)
  const folders = flags.from === undefined ? backupFolders(target, host) : [resolve(flags.from)]
  return { list: await listBackups(folders), folders, now: host.now() }
}

function screen(backups: readonly ListedBackup[], now: number): string {
  const folders = new Set(backups.map(({ path }) => dirname(path)))
  // The path alone would be wider than a terminal.
  const [only] = folders.size === 1 ? [...folders] : []
  const rows = backups.map(({ made, bytes: size, verified, path }) => [
    duration((now - Date.parse(made)) / 1000, 1),
    dayAndTime(made),
    bytes(size),
    painted(verified),
    escapeForTerminal(only === undefined ? path : basename(path)),
  ])
  const columns = [
    { head: t('backup.head.age'), align: 'right' as const },
    { head: t('backup.head.made') },
    { head: t('backup.head.size'), align: 'right' as const },
    { head: t('backup.head.state') },
    { head: t('backup.head.path') },
  ]
  const hint = backups.some(({ verified }) => verified === 'never') ? [chalk.dim(t('backup.verifyHint'))] : []
  return [
    ...(only === undefined ? [] : [chalk.bold(escapeForTerminal(only))]),
    table(columns, rows),
    ...hint,
  ].join('\n')
}

function painted(state: ListedBackup['verified']): string {
  const word = t(`backup.state.${state}`)
  return state === 'good' ? chalk.green(word) : state === 'damaged' ? chalk.red(word) : word
}
