import { resolve } from 'node:path'
import chalk from 'chalk'
import { type VerifiedBackup, verifyBackup } from '../../backup/list.ts'
import { EXIT } from '../../errors/ids.ts'
import { t } from '../../messages/index.ts'
import { undisturbed } from '../doctor/fixes/interruption.ts'
import { escapeForTerminal, jsonForTerminal } from '../escape.ts'
import { print } from '../print.ts'
import { type FromFlags, findBackups } from './list.ts'
import { note } from './looking.ts'

/** Reads backups back, and gives the exit code: 0 when all of them are good and there is at least one. */
export async function verifyAndTell(paths: readonly string[], flags: FromFlags): Promise<number> {
  return await undisturbed(async (signal) => {
    const found = paths.length > 0 ? null : await findBackups(flags, signal)
    const archives = found?.list.backups.map(({ path }) => path) ?? paths.map((path) => resolve(path))
    for (const folder of found?.list.denied ?? [])
      note(chalk.yellow(t('backup.folderDenied', { folder: escapeForTerminal(folder) })))
    const results: VerifiedBackup[] = []
    for (const path of archives) {
      const result = await verifyBackup(path, Date.now(), signal).catch((error: unknown) => {
        if (signal.aborted) return null
        throw error
      })
      if (result === null) return EXIT.interrupted
      results.push(result)
      if (!flags.json) await print(`${line(result)}\n`)
    }
    if (flags.json) await print(`${jsonForTerminal(document(results))}\n`)
    else if (results.length === 0)
      await print(`${t('backup.none', { folders: escapeForTerminal(found?.folders.join(', ') ?? '') })}\n`)
    else await print(`${t('backup.verifiedCount', countOf(results))}\n`)
    const isWell = results.length > 0 && results.every(({ good }) => good)
    return isWell ? EXIT.ok : EXIT.failed
  })
}

function countOf(results: readonly VerifiedBackup[]) {
  const good = results.filter((one) => one.good).length
  return { good, bad: results.length - good }
}

function line({ path, good, problem, manifest }: VerifiedBackup): string {
  const shown = escapeForTerminal(path)
  if (good) return chalk.green(t('backup.good', { path: shown, files: manifest?.files.length ?? 0 }))
  return `${chalk.red(t('backup.damagedLine', { path: shown }))}\n         ${escapeForTerminal(problem ?? '')}`
}

function document(results: readonly VerifiedBackup[]) {
  const backups = results.map(({ path, good, problem, manifest }) => ({
    path,
    good,
    problem,
    createdAt: manifest?.createdAt ?? null,
    files: manifest?.files.length ?? null,
  }))
  return { schema: 'chatctl.backup-verify/1', backups }
}
