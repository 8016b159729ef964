import { type FileHandle, open, stat } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'

/** A log whose bytes can be read from any place. */
export interface LogSource {
  readonly file: string
  /** Bytes at the time it was opened; a log that is being written grows on. */
  readonly size: number
  /** The bytes of [from, to), fewer where the log ends before. */
  read(from: number, to: number): Promise<Buffer>
  close(): Promise<void>
}

/** Largest unpacked size of a compressed log that is read; rotated logs are 10 MB unless configured otherwise. */
const MOST_UNPACKED = 256 * 1024 * 1024
const GZIP_MAGIC = [0x1f, 0x8b]

/**
 * Opens a log, compressed or not: its first bytes tell, not its name.
 *
 * @throws the system's error; for a compressed log also that of zlib
 */
export async function openSource(file: string): Promise<LogSource> {
  // opening a named pipe that nobody writes to would wait for ever
  if (!(await stat(file)).isFile())
    throw Object.assign(new Error(`${file} is no file`), { code: 'not-a-file' })
  const handle = await open(file, 'r')
  try {
    const { size } = await handle.stat()
    const start = await readFrom(handle, 0, 2)
    if (start[0] !== GZIP_MAGIC[0] || start[1] !== GZIP_MAGIC[1]) return plainSource(file, handle, size)
    const packed = await readFrom(handle, 0, size)
    await handle.close()
    return memorySource(file, await promisify(gunzip)(packed, { maxOutputLength: MOST_UNPACKED }))
  } catch (error) {
    await handle.close().catch(() => {})
    throw error
  }
}

function plainSource(file: string, handle: FileHandle, size: number): LogSource {
  return {
    file,
    size,
    read: (from, to) => readFrom(handle, from, Math.min(to, size)),
    close: () => handle.close(),
  }
}

function memorySource(file: string, bytes: Buffer): LogSource {
  return {
    file,
    size: bytes.length,
    read: async (from, to) => bytes.subarray(from, to),
    close: async () => {},
  }
}

async function readFrom(handle: FileHandle, from: number, to: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(Math.max(0, to - from))
  let done = 0
  while (done < bytes.length) {
    const { bytesRead } = await handle.read(bytes, done, bytes.length - done, from + done)
    if (bytesRead === 0) break
    done += bytesRead
  }
  return bytes.subarray(0, done)
}
