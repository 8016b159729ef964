import { randomUUID } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { cleanFileName, hasAllowedExtension } from '../../chat/file-names.ts'
import { decodedLength, decodePieces, encodedLength, strictBase64 } from '../../protocol/base64.ts'
import { UploadFolder } from './folder.ts'
import { Space } from './space.ts'
import type {
  FileLimits,
  FileNotice,
  FileRefusal,
  OpenedFile,
  Saved,
  StoredFile,
  Upload,
} from './stored-file.ts'

const HOUR_MS = 3_600_000
/** Read at a time for a download, in bytes: a multiple of three, so that the pieces of base64 fit together. */
const PIECE = 48 << 10

export interface FileStoreOptions {
  /** Folder of the files, absolute; made at the first upload. */
  readonly directory: string
  readonly limits: () => FileLimits
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly onNotice?: (notice: FileNotice) => void
}

/** The uploaded files (protocol clause 5.4): content on disk, index in memory, gone with the process. */
export class FileStore {
  readonly #folder: UploadFolder
  readonly #options: FileStoreOptions
  readonly #files = new Map<string, StoredFile>()
  /** Ids of the files that are being written. */
  readonly #drafts = new Set<string>()
  readonly #space = new Space()

  constructor(options: FileStoreOptions) {
    this.#options = options
    this.#folder = new UploadFolder(options.directory)
  }

  get count(): number {
    return this.#files.size
  }

  get bytes(): number {
    return this.list().reduce((sum, { bytes }) => sum + bytes, 0)
  }

  /** In the order of their upload. */
  list(): StoredFile[] {
    return [...this.#files.values()]
  }

  /** Checks an upload in the protocol's order and stores it. */
  async save({ name: raw, data, uploader, ip }: Upload): Promise<Saved> {
    const limits = this.#options.limits()
    const name = cleanFileName(raw)
    if (name === undefined) return refused('name')
    if (!hasAllowedExtension(name)) return refused('type')
    const checked = data === undefined ? 'format' : strictBase64(data)
    if (typeof checked === 'string') return refused(checked)
    const bytes = decodedLength(checked.base64)
    if (bytes > limits.maxFileBytes) return refused('size')
    const full = this.#space.reserve(ip, bytes, limits)
    if (full !== undefined) return refused(full)
    const id = randomUUID()
    this.#drafts.add(id)
    const refusal = await this.#write(id, checked.base64, bytes + limits.minFreeBytes)
    this.#drafts.delete(id)
    if (refusal !== undefined) {
      this.#space.release(ip, bytes)
      return refusal
    }
    const file = { id, name, bytes, uploader, ip, uploadedAt: this.#options.now(), downloads: 0 }
    this.#files.set(id, file)
    return { ok: true, file }
  }

  /** Bytes of a file as it is sent; 0 for one that is not there. */
  sizeOf(id: string): number {
    return encodedLength(this.#files.get(id)?.bytes ?? 0)
  }

  /** Opens a file to be sent, and counts that. */
  async open(id: string): Promise<OpenedFile | 'unknown' | 'unreadable'> {
    const file = this.#files.get(id)
    if (file === undefined || this.#isExpired(file)) return 'unknown'
    try {
      const handle = await this.#folder.read(file.id)
      file.downloads++
      const chunks = piecesOf(handle, file.bytes)
      return { file, encodedBytes: encodedLength(file.bytes), chunks, close: () => handle.close() }
    } catch {
      return 'unreadable'
    }
  }

  /** Removes what has expired. */
  async sweep(): Promise<void> {
    const expired = this.list().filter((file) => this.#isExpired(file))
    for (const file of expired) {
      await this.#forget(file)
      this.#options.onNotice?.({ event: 'file/expired', file: file.name })
    }
    if (expired.length > 0) this.#options.onNotice?.({ event: 'file/swept', count: expired.length })
  }

  /** Removes what a crashed run left; only once nobody else can be using the folder. Clients may be uploading by then. */
  async clean(): Promise<void> {
    const isInUse = (id: string) => this.#files.has(id) || this.#drafts.has(id)
    const count = await this.#folder.clean(isInUse).catch(() => 0)
    if (count > 0) this.#options.onNotice?.({ event: 'file/leftovers-removed', count })
  }

  /** Removes all that this run has stored, and the folder. */
  async removeAll(): Promise<void> {
    for (const file of this.list()) await this.#forget(file)
    await this.#folder.removeEmpty()
  }

  async #write(id: string, base64: string, room: number): Promise<Saved | undefined> {
    try {
      await this.#folder.prepare()
      const free = await this.#folder.free()
      if (free < room) return refused('disk-low', `${free} bytes are free`)
      await this.#folder.write(id, decodePieces(base64))
      return undefined
    } catch (error) {
      return refused('storage', (error as Error).message)
    }
  }

  async #forget(file: StoredFile): Promise<void> {
    this.#files.delete(file.id)
    this.#space.release(file.ip, file.bytes)
    await this.#folder.remove(file.id).catch((error: Error) => {
      this.#options.onNotice?.({ event: 'file/delete-failed', error: error.message })
    })
  }

  #isExpired({ uploadedAt }: StoredFile): boolean {
    return this.#options.now() - uploadedAt > this.#options.limits().expireHours * HOUR_MS
  }
}

function refused(refusal: FileRefusal, detail?: string): Saved & { ok: false } {
  return { ok: false, refusal, ...(detail !== undefined && { detail }) }
}

/** A file's base64, read as it is taken. */
async function* piecesOf(handle: FileHandle, bytes: number): AsyncIterable<Buffer> {
  for (let done = 0; done < bytes; ) {
    const piece = Buffer.allocUnsafe(Math.min(PIECE, bytes - done))
    for (let filled = 0; filled < piece.length; ) {
      const { bytesRead } = await handle.read(piece, filled, piece.length - filled, done + filled)
      if (bytesRead === 0) throw new Error('the file is shorter than it was')
      filled += bytesRead
    }
    done += piece.length
    yield Buffer.from(piece.toString('base64'), 'latin1')
  }
}
