import { constants } from 'node:fs'
import { type FileHandle, lstat, open, readdir, rename, rm, rmdir, statfs, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolder } from '../../store/make-folder.ts'

/** What a file is called while it is not complete: its id and this. */
const DRAFT = '.part'

/** The folder of uploaded files. Nothing in it is ever followed, run or looked into. */
export class UploadFolder {
  readonly #path: string

  constructor(path: string) {
    this.#path = path
  }

  /**
   * Makes the folder if it is missing.
   *
   * @throws Error where something else stands in its place, a link for one
   */
  async prepare(): Promise<void> {
    await makeFolder(this.#path, 0o700)
    const found = await lstat(this.#path)
    if (!found.isDirectory()) throw new Error(`${this.#path} is not a folder`)
  }

  /** Free bytes of the disk for us. */
  async free(): Promise<number> {
    const { bavail, bsize } = await statfs(this.#path)
    return bavail * bsize
  }

  /** Writes a file piece by piece under another name and gives it its own at the end; leaves nothing behind on failure. */
  async write(id: string, pieces: Iterable<Buffer>): Promise<void> {
    const draft = join(this.#path, id + DRAFT)
    const { O_CREAT, O_EXCL, O_WRONLY, O_NOFOLLOW } = constants
    const handle = await open(draft, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW, 0o600)
    try {
      for (const piece of pieces) await handle.writeFile(piece)
      await handle.close()
      await rename(draft, join(this.#path, id))
    } catch (error) {
      await handle.close().catch(() => {})
      await unlink(draft).catch(() => {})
      throw error
    }
  }

  /** @param id one that {@link write} was given */
  async read(id: string): Promise<FileHandle> {
    return open(join(this.#path, id), constants.O_RDONLY | constants.O_NOFOLLOW)
  }

  async remove(id: string): Promise<void> {
    await unlink(join(this.#path, id))
  }

  /**
   * Empties the folder of what an earlier run left behind (protocol clause 5.4); links are removed, never followed.
   *
   * @param isInUse whether a file of this id belongs to this run
   * @returns how many files and folders went
   */
  async clean(isInUse: (id: string) => boolean): Promise<number> {
    const found = await lstat(this.#path).catch(() => undefined)
    if (!found?.isDirectory()) return 0
    let removed = 0
    for (const name of await readdir(this.#path)) {
      if (isInUse(name.endsWith(DRAFT) ? name.slice(0, -DRAFT.length) : name)) continue
      await rm(join(this.#path, name), { recursive: true }).then(
        () => removed++,
        () => {},
      )
    }
    return removed
  }

  /** Removes the folder itself, if it is empty. */
  async removeEmpty(): Promise<void> {
    await rmdir(this.#path).catch(() => {})
  }
}
