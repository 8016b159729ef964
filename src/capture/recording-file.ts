import { type FileHandle, open, statfs } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { ChatctlError } from '../errors/chatctl-error.ts'

/** So much of a disk is left to the server. */
const LEFT_BYTES = 64 * 1024 * 1024
const LOOK_EVERY = 4 * 1024 * 1024

/** A recording on disk, for its owner alone. */
export class RecordingFile {
  readonly path: string
  readonly #handle: FileHandle
  #written = 0
  #lookAt = 0

  private constructor(path: string, handle: FileHandle) {
    this.path = path
    this.#handle = handle
  }

  /**
   * Makes the file, which must not be there. Behind sudo it belongs to who has called sudo.
   *
   * @throws ChatctlError `capture/exists`, `capture/not-written`
   */
  static async create(name: string, env: NodeJS.ProcessEnv): Promise<RecordingFile> {
    const path = resolve(name)
    try {
      const handle = await open(path, 'wx', 0o600)
      await giveToCaller(handle, env)
      return new RecordingFile(path, handle)
    } catch (error) {
      const { code = String(error) } = error as NodeJS.ErrnoException
      if (code === 'EEXIST') throw new ChatctlError('capture/exists', { path })
      throw new ChatctlError('capture/not-written', { path, code }, { cause: error })
    }
  }

  get bytes(): number {
    return this.#written
  }

  /**
   * @throws ChatctlError `capture/not-written`, also where too little of the disk would be left for others
   */
  async write(bytes: Buffer): Promise<void> {
    try {
      if (this.#written >= this.#lookAt) {
        this.#lookAt = this.#written + LOOK_EVERY
        const { bavail, bsize } = await statfs(dirname(this.path))
        if (bavail * bsize < LEFT_BYTES) throw Object.assign(new Error('little room'), { code: 'ENOSPC' })
      }
      for (let at = 0; at < bytes.length; ) {
        const { bytesWritten } = await this.#handle.write(bytes, at, bytes.length - at)
        at += bytesWritten
        this.#written += bytesWritten
      }
    } catch (error) {
      const { code = String(error) } = error as NodeJS.ErrnoException
      throw new ChatctlError('capture/not-written', { path: this.path, code }, { cause: error })
    }
  }

  /** @throws ChatctlError `capture/not-written` */
  async close(): Promise<void> {
    try {
      await this.#handle.sync()
    } catch (error) {
      const { code = String(error) } = error as NodeJS.ErrnoException
      throw new ChatctlError('capture/not-written', { path: this.path, code }, { cause: error })
    } finally {
      await this.#handle.close()
    }
  }
}

async function giveToCaller(handle: FileHandle, { SUDO_UID, SUDO_GID }: NodeJS.ProcessEnv): Promise<void> {
  if (process.getuid?.() !== 0 || !/^\d+$/.test(SUDO_UID ?? '') || !/^\d+$/.test(SUDO_GID ?? '')) return
  await handle.chown(Number(SUDO_UID), Number(SUDO_GID)).catch(() => {})
}
