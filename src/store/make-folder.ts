import { mkdirSync, statSync } from 'node:fs'
import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Makes a folder with all above it that are missing; one that is there stays as it is. Not by Node's own way (`recursive`):
 * where the system lets nobody make a folder and says that its parent is missing, as below /proc, that tries for ever.
 *
 * @param mode  of what is made; the umask has its say
 * @throws the error of the system
 */
export async function makeFolder(path: string, mode = 0o777): Promise<void> {
  const make = () => mkdir(path, { mode })
  try {
    await make().catch(async (error) => {
      if (!lacksParent(error, path)) throw error
      await makeFolder(dirname(path), mode)
      await make()
    })
  } catch (error) {
    const found = await stat(path).catch(() => null)
    if (!found?.isDirectory()) throw error
  }
}

/** {@link makeFolder} for what cannot wait. */
export function makeFolderNow(path: string, mode = 0o777): void {
  try {
    mkdirSync(path, { mode })
  } catch (error) {
    if (lacksParent(error, path)) {
      makeFolderNow(dirname(path), mode)
      mkdirSync(path, { mode })
    } else if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error
  }
}

function lacksParent(error: unknown, path: string): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT' && dirname(path) !== path
}
