import { constants } from 'node:fs'
import { type FileHandle, lstat, mkdir, open, readdir, rename, statfs, unlink } from 'node:fs/promises'
import { join } from 'node:path'

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}'
/** What we write: a file's id, with `.part` while it is not complete. */
const OURS = new RegExp(`^${UUID}(?:\\.part)?$`)

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
    await mkdir(this.#path, { recursive: true, mode: 0o700 })
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
    const draft = join(this.#path, `${id}.part`)
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

  /** Removes what an earlier run left behind. @returns how many files */
  async clean(): Promise<number> {
    const found = await lstat(this.#path).catch(() => undefined)
    if (!found?.isDirectory()) return 0
    let removed = 0
    for (const entry of await readdir(this.#path, { withFileTypes: true })) {
      if (!entry.isFile() || !OURS.test(entry.name)) continue
      await unlink(join(this.#path, entry.name)).then(
        () => removed++,
        () => {},
      )
    }
    return removed
  }
}
