import { lstat, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { syncFolder } from '../store/sync-folder.ts'
import type { Step } from './step.ts'

/** Removes a folder with all that is in it: it is put aside first, and deleted when all the rest has worked. */
export async function removeFolderStep(path: string): Promise<Step> {
  const isThere = await lstat(path).then(
    () => true,
    () => false,
  )
  const aside = `${path}.removed-${process.pid}`
  return {
    kind: 'remove',
    target: path,
    standing: isThere ? 'older' : 'in-place',
    shell: [`rm -r ${path}`],
    async apply() {
      await rename(path, aside)
      await syncFolder(dirname(path))
    },
    async undo() {
      await rename(aside, path).catch((error) => {
        // It has not been put aside yet.
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
      })
    },
    async finish() {
      await rm(aside, { recursive: true, force: true })
    },
  }
}
