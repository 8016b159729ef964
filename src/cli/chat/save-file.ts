import { open, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { ChatctlError } from '../../errors/chatctl-error.ts'
import { localFileName, numbered } from './local-file-name.ts'

/** How many files of one name may lie in the folder before it is given up. */
const MOST_NAMESAKES = 1000
/** Nobody else's, and not executable. */
const MODE = 0o600

export interface SavedFile {
  readonly path: string
  /** Whether there was a file of the same name, which is untouched. */
  readonly beside: boolean
}

/**
 * Saves what was received. Nothing is ever overwritten: a name that exists, as whatever, gets a number.
 *
 * @throws NodeJS.ErrnoException  where the folder cannot be written to; nothing half is left then
 */
export async function saveFile(folder: string, offered: string, data: Buffer): Promise<SavedFile> {
  const name = localFileName(offered)
  for (let number = 1; ; number++) {
    const path = join(folder, number === 1 ? name : numbered(name, number))
    try {
      await write(path, data)
      return { path, beside: number > 1 }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || number === MOST_NAMESAKES) throw error
    }
  }
}

async function write(path: string, data: Buffer): Promise<void> {
  // Exclusive: does not follow a symbolic link either.
  const file = await open(path, 'wx', MODE)
  try {
    await file.writeFile(data)
  } catch (error) {
    await rm(path, { force: true })
    throw error
  } finally {
    await file.close()
  }
}

/**
 * Makes sure, before anything is received, that there is a folder to save it in.
 *
 * @throws ChatctlError `client/bad-folder`
 */
export async function requireFolder(path: string): Promise<void> {
  const detail = await stat(path).then(
    (found) => (found.isDirectory() ? undefined : 'ENOTDIR'),
    (error: NodeJS.ErrnoException) => error.code ?? error.message,
  )
  if (detail !== undefined) throw new ChatctlError('client/bad-folder', { path, detail })
}
