import { ChatctlError } from '../../errors/chatctl-error.ts'
import { asRoot, configForRoot } from '../as-root.ts'

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
    const command = asRoot(configForRoot(process.argv.slice(2), process.env))
    throw new ChatctlError('backup/denied', { ...error.values, command }, { cause: error })
  }
}
