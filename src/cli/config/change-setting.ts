import { type ChangedFile, changeConfigFile } from '../../config/change-file.ts'
import { changedKeys } from '../../config/compare.ts'
import { diagnose } from '../../config/diagnose.ts'
import type { LoadedConfig } from '../../config/load.ts'
import { undisturbed } from '../doctor/fixes/interruption.ts'
import { asRoot, commandLine } from './command-line.ts'
import { bringIntoForce, type InForce, type ServerBefore, serverBefore } from './in-force.ts'

/** A change of the file, and what it means to the server; null where the file is as it was. */
export interface MadeChange {
  readonly changed: ChangedFile
  readonly inForce: InForce | null
  /** Somebody wanted to end while it was made: the file is changed, the server was not told. */
  readonly interrupted: boolean
}

/** How a change is made. */
export interface ChangeTask {
  readonly loaded: LoadedConfig & { readonly path: string }
  /** The command behind `chatctl`, to repeat it as root. */
  readonly words: readonly string[]
  readonly edit: (text: string) => string | null | Promise<string | null>
  readonly keepCopy: boolean
  readonly dryRun: boolean
  /** The server, where it has been looked at already. */
  readonly server?: ServerBefore
}

/**
 * Changes a configuration and brings it into force: no signal tears the two apart half-way.
 *
 * @throws ChatctlError as `changeConfigFile`
 */
export async function changeSetting(task: ChangeTask): Promise<MadeChange> {
  const { loaded, words, edit, keepCopy, dryRun } = task
  const { path } = loaded
  return await undisturbed(async (signal) => {
    const server = dryRun ? null : (task.server ?? (await serverBefore(loaded, signal)))
    const [retry, check] = [asRoot(words, path), commandLine(['config', 'check'], path)]
    const changed = await changeConfigFile(path, edit, {
      retry,
      check,
      keepCopy,
      dryRun,
      now: Date.now(),
      signal,
    })
    if (changed.outcome !== 'written' || server === null)
      return { changed, inForce: null, interrupted: false }
    const [old, now] = [diagnose(changed.before).config, diagnose(changed.after).config]
    const keys = old === undefined || now === undefined ? [] : changedKeys(old, now)
    const inForce = signal.aborted ? null : await bringIntoForce(server, keys, now, signal)
    return signal.aborted
      ? { changed, inForce: null, interrupted: true }
      : { changed, inForce, interrupted: false }
  })
}
