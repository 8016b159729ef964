import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { configInSight, loadConfig } from '../../config/load.ts'
import { logSet } from '../../logbook/sources/log-set.ts'

/** The flags of `chatctl logs` that say which logs. */
export interface WhichFlags {
  readonly config?: string | undefined
  readonly file?: readonly string[] | undefined
  readonly unit: string
  readonly journal?: boolean | undefined
}

/** The logs that are meant. */
export interface WhichLogs {
  /** Path of each log, and its files from the oldest to the newest. */
  readonly sets: readonly { readonly path: string; readonly files: readonly string[] }[]
  /** Unit whose journal is read too. */
  readonly unit: string | undefined
}

/** Where systemd keeps units (systemd.unit(5)). */
const UNIT_FOLDERS = ['/etc/systemd/system', '/run/systemd/system', '/usr/local/lib/systemd/system']
const PACKAGED_UNITS = ['/usr/lib/systemd/system', '/lib/systemd/system']

/**
 * Finds the logs: the files that are named, or the log of config.json with its rotated parts and the journal of the unit.
 *
 * @throws ChatctlError `config/no-access`; `config/unusable` where only the broken configuration would tell
 */
export async function whichLogs({ config, file, unit, journal }: WhichFlags): Promise<WhichLogs> {
  if (file !== undefined && file.length > 0) {
    const sets = file.map((path) => ({ path, files: [resolve(path)] }))
    return { sets, unit: journal === true ? unit : undefined }
  }
  const loaded = await loadConfig({ explicit: config, env: process.env, cwd: process.cwd() })
  const path = configInSight(loaded).logging.file
  const withJournal = journal ?? hasJournal(unit)
  return { sets: [{ path, files: logSet(path) }], unit: withJournal ? unit : undefined }
}

/** Whether this machine runs systemd and has such a unit; what is cheap to know without asking it. */
function hasJournal(unit: string): boolean {
  if (!existsSync('/run/systemd/system')) return false
  return [...UNIT_FOLDERS, ...PACKAGED_UNITS].some((folder) => existsSync(`${folder}/${unit}.service`))
}
