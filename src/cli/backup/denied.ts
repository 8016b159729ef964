import { ChatctlError } from '../../errors/chatctl-error.ts'
import { configFlag } from '../../facts/server-kind.ts'
import { asRoot } from '../as-root.ts'

/**
 * Tells whoever may not read a file what to type: the command as it was given, as root.
 *
 * @throws what the work throws; `backup/denied` with the command
 */
export async function askingForRoot<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof ChatctlError) || error.id !== 'backup/denied') throw error
    // A variable of this shell is nothing that sudo passes on.
    const { CHATCTL_CONFIG: config } = process.env
    const isNamed = config === undefined || configFlag(process.argv.slice(2)) !== undefined
    const command = asRoot(isNamed ? [] : ['--config', config])
    throw new ChatctlError('backup/denied', { ...error.values, command }, { cause: error })
  }
}
