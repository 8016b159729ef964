import { resolve } from 'node:path'
import chalk from 'chalk'
import { type Created, createBackup } from '../../backup/create.ts'
import { defaultBackupFolder } from '../../backup/place.ts'
import type { LeftOut } from '../../backup/sources.ts'
import { ChatctlError } from '../../errors/chatctl-error.ts'
import { bytes } from '../../messages/format.ts'
import { t } from '../../messages/index.ts'
import { parseDuration } from '../../sanctions/expiry.ts'
import { undisturbed } from '../doctor/fixes/interruption.ts'
import { escapeForTerminal, jsonForTerminal } from '../escape.ts'
import { print } from '../print.ts'
import { type BackupFlags, lookForServer } from './looking.ts'

/** The flags of `chatctl backup create`. */
export interface CreateFlags extends BackupFlags {
  readonly to?: string | undefined
  readonly keep: string
  readonly 'no-uploads': boolean
}

/** Makes a backup and says what is in it. Ctrl+C leaves nothing behind. */
export async function createAndTell(flags: CreateFlags): Promise<void> {
  const keepMs = parseKeep(flags.keep)
  const created = await undisturbed(async (signal) => {
    const { host, target } = await lookForServer(flags, signal)
    const folder = flags.to === undefined ? defaultBackupFolder(target, host) : resolve(flags.to)
    return await createBackup(host, target, {
      folder,
      uploads: !flags['no-uploads'],
      reason: 'asked',
      keepMs,
      signal,
    })
  })
  await print(`${flags.json ? jsonForTerminal(document(created)) : screen(created)}\n`)
}

/** `forever` keeps all. @throws ChatctlError `backup/bad-keep` */
function parseKeep(text: string): number | null {
  if (text === 'forever') return null
  try {
    return parseDuration(text) * 1000
  } catch {
    throw new ChatctlError('backup/bad-keep', { text })
  }
}

function document({ path, bytes: packed, manifest, leftOut, saved, pruned }: Created) {
  return {
    schema: 'chatctl.backup-create/1',
    path,
    bytes: packed,
    createdAt: manifest.createdAt,
    saved,
    files: manifest.files.map(({ name, role, from, bytes, sha256 }) => ({ name, role, from, bytes, sha256 })),
    leftOut,
    removed: pruned.removed,
    oldUnreadable: pruned.unreadable,
  }
}

function screen({ path, bytes: packed, manifest, leftOut, saved, pruned }: Created): string {
  const total = manifest.files.reduce((sum, file) => sum + file.bytes, 0)
  const values = { files: manifest.files.length, packed: bytes(packed), bytes: bytes(total) }
  return [
    chalk.green(t('backup.written', { path: escapeForTerminal(path) })),
    `  ${t('backup.sizes', values)}`,
    ...(saved === null
      ? []
      : [saved ? `  ${t('backup.savedFirst')}` : chalk.yellow(`  ${t('backup.notSaved')}`)]),
    ...leftOut.map((one) => chalk.yellow(`  ${leftOutText(one)}`)),
    ...pruned.removed.map((one) => `  ${t('backup.removed', { path: escapeForTerminal(one) })}`),
    ...pruned.unreadable.map((one) =>
      chalk.yellow(`  ${t('backup.oldUnreadable', { path: escapeForTerminal(one) })}`),
    ),
  ].join('\n')
}

/** What is not in a backup and why, as a sentence. */
function leftOutText(one: LeftOut): string {
  const path = escapeForTerminal(one.path)
  if (one.why === 'not-a-file') return t('backup.leftOutNotAFile', { path, is: t(`backup.oddity.${one.is}`) })
  return t(one.why === 'denied' ? 'backup.leftOutDenied' : 'backup.leftOutTooMuch', { path })
}
