import {
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  lstatSync,
  mkdirSync,
  openSync,
  readSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import type { ByteString } from '../encoding/byte-string.ts'
import { giveEmptyToFolderOwner } from '../store/folder-owner.ts'
import { writePlace } from '../store/write-place.ts'
import { shiftBackups } from './backups.ts'
import type { LineTarget } from './line-target.ts'
import type { Rotation } from './log.ts'

/** Without O_NONBLOCK opening a named pipe that nobody reads would hang; regular files do not mind it. */
const APPEND = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (constants.O_NONBLOCK ?? 0)

const CHUNK_BYTES = 64 * 1024
/** How often to ask whether the path still leads to the file that is open. */
const LOOK_EVERY_MS = 250
const ROTATE_AGAIN_MS = 60_000

/** Reused, because a new buffer for every turn is work for the garbage collector. */
const scratch = Buffer.allocUnsafeSlow(CHUNK_BYTES * 2)

export interface LogFileOptions {
  /** Absolute path. */
  readonly path: string
  /** Asked at every write, since it may change. */
  readonly rotation: () => Rotation
  /** The file was deleted under us; `lines` were written to it since it was last seen in place. */
  readonly onVanished: (lines: number) => void
  /** The backups could not be renamed; the file grows on, and it is tried again a minute later. */
  readonly onRotateFailed: (error: Error) => void
}

/**
 * An appended file that rotates by size, as Python's RotatingFileHandler does: before a record would make the file
 * reach the limit, never inside a record. Sees when the file was deleted, moved or truncated by others.
 */
export class LogFile implements LineTarget {
  readonly #options: LogFileOptions
  #fd = -1
  #size = 0
  #regular = true
  #inode = ''
  /** The last line in the file has no line feed: a crash or a full disk cut it. */
  #torn = false
  #linesSinceLook = 0
  #nextLook = 0
  #rotateNotBefore = 0
  bytes = 0

  constructor(options: LogFileOptions) {
    this.#options = options
  }

  /** @throws the system's error */
  open(): void {
    if (this.#fd === -1) this.#fd = openCreating(this.#options.path)
    const stat = fstatSync(this.#fd)
    this.#regular = stat.isFile()
    this.#size = stat.size
    this.#inode = `${stat.dev}:${stat.ino}`
    this.#torn = this.#regular && stat.size > 0 && !endsLine(this.#options.path, stat.size)
    this.#linesSinceLook = 0
    this.#nextLook = performance.now() + LOOK_EVERY_MS
  }

  write(lines: readonly ByteString[], from: number): number {
    this.#look()
    if (this.#fd === -1) this.open()
    const room = this.#room()
    let chunk = ''
    let to = from
    // Put together by `+`, the engine copies the pieces of all lines straight to where they are written from.
    for (; to < lines.length && chunk.length < CHUNK_BYTES; to++) {
      const longer = chunk + lines[to]
      // A line that is too long for any file gets one of its own.
      const isAlone = to === from && this.#size === 0
      if (longer.length >= room && !isAlone) break
      chunk = longer
    }
    if (to === from) {
      this.#rotate()
      return 0
    }
    this.#append(bytesOf(chunk))
    this.#linesSinceLook += to - from
    return to - from
  }

  reopen(): void {
    this.close()
  }

  close(): void {
    const fd = this.#fd
    this.#fd = -1
    if (fd !== -1) closeSync(fd)
  }

  /** So many bytes more would make the file reach its limit. */
  #room(): number {
    const { maxBytes, backupCount } = this.#options.rotation()
    const isLimited = maxBytes > 0 && backupCount > 0 && this.#regular
    if (!isLimited || performance.now() < this.#rotateNotBefore) return Number.POSITIVE_INFINITY
    return maxBytes - this.#size
  }

  #append(chunk: Buffer): void {
    if (this.#torn) this.#size += writeSync(this.#fd, '\n')
    this.#torn = false
    let done = 0
    try {
      while (done < chunk.length) done += writeSync(this.#fd, chunk, done)
    } catch (error) {
      if (done > 0) this.#takeBack(done)
      throw error
    }
    this.#size += chunk.length
    this.bytes += chunk.length
  }

  /** A disk that fills up takes half a chunk; without this the retry would repeat those lines. */
  #takeBack(bytes: number): void {
    try {
      ftruncateSync(this.#fd, fstatSync(this.#fd).size - bytes)
    } catch {
      this.#torn = true
    }
  }

  #rotate(): void {
    try {
      shiftBackups(this.#options.path, this.#options.rotation().backupCount)
    } catch (error) {
      this.#rotateNotBefore = performance.now() + ROTATE_AGAIN_MS
      this.#options.onRotateFailed(error as Error)
      return
    }
    this.close()
    this.open()
  }

  #look(): void {
    if (this.#fd === -1 || !this.#regular || performance.now() < this.#nextLook) return
    this.#nextLook = performance.now() + LOOK_EVERY_MS
    const there = seen(this.#options.path)
    if (there === 'unknown') return
    if (there !== undefined && `${there.dev}:${there.ino}` === this.#inode) {
      this.#size = there.size
      this.#linesSinceLook = 0
      return
    }
    const deleted = fstatSync(this.#fd).nlink === 0
    const lines = this.#linesSinceLook
    this.close()
    if (deleted) this.#options.onVanished(lines)
  }
}

/** The bytes in a buffer, good until the next call. */
function bytesOf(encoded: string): Buffer {
  if (encoded.length > scratch.length) return Buffer.from(encoded, 'latin1')
  return scratch.subarray(0, scratch.write(encoded, 'latin1'))
}

/** Opens for appending; if only the last folder is missing (somebody removed it), makes it again. */
function openCreating(path: string): number {
  const place = writePlace(path)
  // What is no link now must not have become one by the time it is opened; one that leads nowhere is followed as it is.
  const flags = isLink(path) ? APPEND : APPEND | (constants.O_NOFOLLOW ?? 0)
  const isNew = lstatSync(place, { throwIfNoEntry: false }) === undefined
  try {
    return made(openSync(place, flags, 0o640), place, isNew)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    mkdirSync(dirname(place), 0o750)
    return made(openSync(place, flags, 0o640), place, isNew)
  }
}

/** Whoever has run the server as root for once shall not have taken the log away from its own user. */
function made(descriptor: number, place: string, isNew: boolean): number {
  if (isNew) giveEmptyToFolderOwner(descriptor, dirname(place))
  return descriptor
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false
}

function seen(path: string) {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    return 'unknown' as const
  }
}

function endsLine(path: string, size: number): boolean {
  try {
    const fd = openSync(path, 'r')
    const last = Buffer.alloc(1)
    try {
      readSync(fd, last, 0, 1, size - 1)
    } finally {
      closeSync(fd)
    }
    return last[0] === 0x0a
  } catch {
    return true
  }
}
