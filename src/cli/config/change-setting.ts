import { type ChangedFile, changeConfigFile } from '../../config/change-file.ts'
import { changedKeys } from '../../config/compare.ts'
import { diagnose } from '../../config/diagnose.ts'
import type { LoadedConfig } from '../../config/load.ts'
import { undisturbed } from '../doctor/fixes/interruption.ts'
import { asRoot } from './command-line.ts'
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
    const server = dryRun ? null : (task.server ?? (await serverBefore(loaded)))
    const retry = asRoot(words, path)
    const changed = await changeConfigFile(path, edit, { retry, keepCopy, dryRun, now: Date.now() })
    if (changed.outcome !== 'written' || server === null)
      return { changed, inForce: null, interrupted: false }
    if (signal.aborted) return { changed, inForce: null, interrupted: true }
    const [old, now] = [diagnose(changed.before).config, diagnose(changed.after).config]
    const keys = old === undefined || now === undefined ? [] : changedKeys(old, now)
    return { changed, inForce: await bringIntoForce(server, keys, now), interrupted: false }
  })
}
