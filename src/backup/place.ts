import { lstat, readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { usualBackupFolders } from '../facts/backup-folders.ts'
import type { Target } from '../facts/target.ts'
import type { Host } from '../host/host.ts'
import { writeAtomic } from '../store/atomic-write.ts'
import { stampOf } from '../store/file-stamp.ts'
import { makeFolder } from '../store/make-folder.ts'
import { readRegular } from '../store/read-regular.ts'
import { archiveTime } from './names.ts'

/** Where root keeps backups of the server that a unit runs. */
const OF_SYSTEM = '/var/backups/chatserver'
const MARKS = '.chatctl-verified.json'

/** Tells this server from others of the machine. */
export function serverName({ loaded, settings }: Target): string {
  return loaded.path ?? settings.data.directory
}

/**
 * Where backups go without `--to`: those of the system's service to a folder of root's, because whoever owns the folders of the
 * server could exchange what root would restore one day; all others beside their configuration.
 */
export function defaultBackupFolder(target: Target, host: Host): string {
  const unit = target.unit.seen && target.unitIsMeant ? target.unit.value : null
  const ofSystem = unit !== null && unit.launch !== null && !unit.facts.isOfUser
  if (ofSystem && host.uid === 0) return OF_SYSTEM
  return join(dirname(target.loaded.path ?? join(target.loaded.base, 'config.json')), 'backups')
}

/** Folders in which backups of this server may be, the default one first. */
export function backupFolders(target: Target, host: Host): string[] {
  return [...new Set([defaultBackupFolder(target, host), ...usualBackupFolders(target)])]
}

/** Where the present state goes before a restore: beside the archive, if that lies among backups of this server. */
export function folderBeside(archive: string, target: Target, host: Host): string {
  const folder = dirname(archive)
  return backupFolders(target, host).includes(folder) ? folder : defaultBackupFolder(target, host)
}

/** Makes the folder, for its owner alone, if it is missing. @throws the system's error */
export async function makeBackupFolder(folder: string): Promise<void> {
  await makeFolder(dirname(folder))
  await makeFolder(folder, 0o700)
}

/** An archive of ours by its name. */
export interface Archive {
  readonly path: string
  readonly name: string
  readonly bytes: number
  /** By its name: a copy has another time of change. */
  readonly madeMs: number
  readonly stamp: string
}

/** Archives of one folder, newest first; links are none of ours. @throws the system's error where it may not be read */
export async function archivesIn(folder: string): Promise<Archive[]> {
  const names = await readdir(folder)
  const found = await Promise.all(
    names.map(async (name): Promise<Archive[]> => {
      const madeMs = archiveTime(name)
      if (madeMs === null) return []
      const path = join(folder, name)
      const [file, stamp] = await Promise.all([
        lstat(path).catch(() => null),
        stampOf(path).catch(() => null),
      ])
      if (!file?.isFile() || stamp === null) return []
      return [{ path, name, bytes: file.size, madeMs, stamp }]
    }),
  )
  return found.flat().sort((a, b) => b.madeMs - a.madeMs || b.name.localeCompare(a.name))
}

/** What was found when an archive was last read to its end; void once the file has changed. */
export interface Mark {
  readonly stamp: string
  /** ISO 8601 */
  readonly at: string
  readonly good: boolean
  readonly server: string
  readonly files: number
}

/** Marks of a folder by archive name; none where there is no file of them. */
export async function readMarks(folder: string): Promise<Record<string, Mark>> {
  try {
    const value: unknown = JSON.parse((await readRegular(join(folder, MARKS))).toString())
    return typeof value === 'object' && value !== null ? (value as Record<string, Mark>) : {}
  } catch {
    return {}
  }
}

/** Keeps marks, those of archives that are gone left out. That they cannot be written costs nothing but reading once more. */
export async function keepMarks(folder: string, marks: Readonly<Record<string, Mark>>): Promise<void> {
  const names = new Set(await readdir(folder).catch(() => []))
  const kept = Object.fromEntries(Object.entries(marks).filter(([name]) => names.has(name)))
  await writeAtomic(join(folder, MARKS), `${JSON.stringify(kept, null, 1)}\n`, 0o600).catch(() => {})
}
