import { mkdir, rmdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Folders that a step had to make on the way to its own place. */
export class MadeFolders {
  readonly #made: string[] = []

  /** Makes a folder and those above it, as far as they are not there. @throws the system's error */
  async make(path: string): Promise<void> {
    const missing: string[] = []
    for (let at = path; !(await isThere(at)); at = dirname(at)) missing.unshift(at)
    for (const folder of missing) {
      await mkdir(folder, { mode: 0o755 })
      this.#made.push(folder)
    }
  }

  /** Removes what {@link make} has made, also where it came only half the way; what is not empty stays. Never throws. */
  async remove(): Promise<void> {
    for (const folder of this.#made.splice(0).reverse()) await rmdir(folder).catch(() => {})
  }
}

async function isThere(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
  )
}
