import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'

const GZIP_MAGIC = 0x8b1f

/** A log that is open for reading. What is written to it later is not part of it. */
export interface OpenLog {
  readonly file: string
  readonly fd: number
  /** Bytes on disk when it was opened. */
  readonly size: number
  /** Whether it is compressed: it can only be read from its beginning then. */
  readonly packed: boolean
  /** Milliseconds since 1970 of the last write. */
  readonly written: number
  /** Device and inode. */
  readonly inode: string
}

/**
 * Opens a log, compressed or not: its first bytes tell, not its name. Never waits for the other end of a FIFO.
 *
 * @throws the system's error, or one with the code `not-a-file`
 */
export function openLog(file: string): OpenLog {
  const fd = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    const stat = fstatSync(fd)
    if (!stat.isFile()) throw Object.assign(new Error(`${file} is no file`), { code: 'not-a-file' })
    const magic = readBytes(fd, 0, 2)
    const packed = magic.length === 2 && magic.readUInt16LE(0) === GZIP_MAGIC
    const inode = `${stat.dev}:${stat.ino}`
    return { file, fd, size: stat.size, packed, written: stat.mtimeMs, inode }
  } catch (error) {
    closeSync(fd)
    throw error
  }
}

export function closeLog({ fd }: OpenLog): void {
  closeSync(fd)
}

/**
 * The bytes of [from, to), fewer where the file ends before.
 *
 * @param into large enough for them
 */
export function readBytes(
  fd: number,
  from: number,
  to: number,
  into: Buffer = Buffer.allocUnsafe(Math.max(0, to - from)),
): Buffer {
  const bytes = into
  const wanted = Math.max(0, to - from)
  let done = 0
  while (done < wanted) {
    const got = readSync(fd, bytes, done, wanted - done, from + done)
    if (got === 0) break
    done += got
  }
  return bytes.subarray(0, done)
}

/** The log up to the end of its last whole line: the rest is still being written. */
export function upToLastLine(log: OpenLog): OpenLog {
  for (let to = log.size; to > 0 && to > log.size - LONGEST_LOOK; to -= LOOK) {
    const from = Math.max(0, to - LOOK)
    const feed = readBytes(log.fd, from, to).lastIndexOf(0x0a)
    if (feed >= 0) return { ...log, size: from + feed + 1 }
  }
  return log
}

const LOOK = 64 * 1024
const LONGEST_LOOK = 1024 * 1024
