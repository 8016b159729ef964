import { chmod, lstat, mkdir, open, readdir, rename, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { syncFolder } from '../../store/sync-folder.ts'

/** What is being written bears this ending until it is whole. */
const PART = '.part'

/** The folder of recordings: for the user of the server alone, as memory and connections of others stand in them. */
export class DebugFolder {
  readonly path: string

  constructor(path: string) {
    this.path = path
  }

  /** Free bytes for this user; null where the system does not tell. */
  async freeBytes(): Promise<number | null> {
    const found =
      (await statfs(this.path).catch(() => null)) ?? (await statfs(join(this.path, '..')).catch(() => null))
    return found === null ? null : found.bavail * found.bsize
  }

  /**
   * Makes the folder, closes it to others, and removes what a killed run has left half-written.
   *
   * @throws the system's error; and where something else than a folder of ours is there
   */
  async prepare(): Promise<void> {
    await mkdir(this.path, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
    const found = await lstat(this.path)
    const isOurs = found.isDirectory() && (process.getuid === undefined || found.uid === process.getuid())
    if (!isOurs)
      throw Object.assign(new Error(`${this.path} is not a folder of this user`), { code: 'EPERM' })
    if ((found.mode & 0o077) !== 0) await chmod(this.path, 0o700)
    for (const name of await readdir(this.path))
      if (name.endsWith(PART)) await rm(join(this.path, name), { force: true })
  }

  /**
   * Has a file written beside its place and puts it there when it is whole and on disk.
   *
   * @returns its size
   * @throws what `write` throws, and the system's error; nothing is left then
   */
  async fill(path: string, write: (draft: string) => Promise<void> | void): Promise<number> {
    const draft = path + PART
    try {
      await write(draft)
      const handle = await open(draft, 'r+')
      try {
        await handle.chmod(0o600)
        await handle.sync()
        const { size } = await handle.stat()
        await rename(draft, path)
        await syncFolder(this.path)
        return size
      } finally {
        await handle.close()
      }
    } catch (error) {
      await rm(draft, { force: true }).catch(() => {})
      throw error
    }
  }
}
