import { resolve } from 'node:path'
import { configInSight, loadConfig } from '../../config/load.ts'
import { logSet } from '../../logbook/sources/log-set.ts'
import { unitFile } from '../installed-unit.ts'

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
  const withJournal = journal ?? unitFile(unit) !== undefined
  return { sets: [{ path, files: logSet(path) }], unit: withJournal ? unit : undefined }
}
