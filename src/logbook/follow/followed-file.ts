import { closeSync, constants, fstatSync, openSync, statSync } from 'node:fs'
import type { LogRecord } from '../log-record.ts'
import { logSet } from '../sources/log-set.ts'
import { readBytes } from '../sources/open-log.ts'
import { RecordAssembler } from './record-assembler.ts'

/** Where reading goes on: the file by its device and inode, because names move on at a rotation. */
export interface Position {
  readonly inode: string
  readonly offset: number
}

export type FollowNews = 'rotated' | 'truncated' | 'missed' | 'waiting'

/** Bytes before the offset that are compared, to see a file that was truncated and has grown again. */
const REMEMBERED = 256
const STEP = 1024 * 1024
/** The kernel stamps files by its tick, so a file may seem to be written a little before it was. */
const TICK_MS = 20
/** So long a renamed file is still looked at: its writer may not have opened the new one yet. */
const AFTERWARDS_MS = 5000

interface OpenFile {
  readonly fd: number
  readonly inode: string
  /** Milliseconds since 1970 of the last write. */
  readonly written: number
}

interface Reading {
  readonly fd: number
  readonly inode: string
  offset: number
  before: Buffer
  readonly records: RecordAssembler
}

const inodeOf = ({ dev, ino }: { dev: number; ino: number }) => `${dev}:${ino}`

/** A log file that is followed over rotation, truncation and deletion, without losing or repeating a line. */
export class FollowedFile {
  readonly #path: string
  readonly #tell: (news: FollowNews) => void
  #reading: Reading | undefined
  #old: { readonly reading: Reading; readonly until: number }[] = []
  #position: Position | undefined
  #isWaiting = false
  /** When it was looked last, in milliseconds since 1970. */
  #looked: number

  /**
   * @param position where it was read to; undefined for a file that was not there
   * @param now milliseconds since 1970
   */
  constructor(path: string, position: Position | undefined, now: number, tell: (news: FollowNews) => void) {
    this.#looked = now
    this.#path = path
    this.#position = position
    this.#tell = tell
  }

  /** What has been written since the last look. */
  poll(now: number): LogRecord[] {
    const found: LogRecord[] = []
    if (this.#reading === undefined) this.#begin(found)
    if (this.#reading !== undefined) this.#read(this.#reading, found)
    for (const { reading } of this.#old) this.#read(reading, found)
    this.#old = this.#old.filter(({ reading, until }) => {
      if (now < until) return true
      found.push(...reading.records.rest())
      closeSync(reading.fd)
      return false
    })
    this.#moveOn(found, now)
    this.#looked = now
    return found
  }

  close(): LogRecord[] {
    const all = [...this.#old.map(({ reading }) => reading), ...(this.#reading ? [this.#reading] : [])]
    this.#old = []
    this.#reading = undefined
    return all.flatMap((reading) => {
      closeSync(reading.fd)
      return reading.records.rest()
    })
  }

  #begin(found: LogRecord[]): void {
    const position = this.#position
    const files = this.#newestFirst()
    if (files.length === 0) {
      if (!this.#isWaiting && this.#inodeNow() === undefined) {
        this.#isWaiting = true
        this.#tell('waiting')
      }
      return
    }
    this.#isWaiting = false
    const at = position === undefined ? -1 : files.findIndex(({ inode }) => inode === position.inode)
    for (const file of this.#rotatedMeanwhile(files, at).reverse()) {
      const reading = this.#reader(file.fd, file.inode, file === files[at] ? (position?.offset ?? 0) : 0)
      this.#read(reading, found)
      found.push(...reading.records.rest())
    }
    const [live] = files
    for (const file of files.slice(1)) closeSync(file.fd)
    if (live === undefined) return
    this.#reading = this.#reader(live.fd, live.inode, at === 0 ? (position?.offset ?? 0) : 0)
    this.#position = undefined
  }

  /** Rotated files that have not been read, or not to their end, the newest first. */
  #rotatedMeanwhile(files: readonly OpenFile[], at: number): OpenFile[] {
    if (this.#position === undefined) return []
    if (at >= 0) return files.slice(1, at + 1).filter(({ inode }) => !this.#isOld(inode))
    // Ours is gone, compressed or rotated away: what was written since the last look is new.
    const rotated = files.slice(1)
    const unseen = rotated.filter(({ written }) => written >= this.#looked - TICK_MS)
    if (rotated.length > 0 && unseen.length === rotated.length) this.#tell('missed')
    return unseen
  }

  #isOld(inode: string): boolean {
    return this.#old.some(({ reading }) => reading.inode === inode)
  }

  /** The open files of the set, the live one first; empty where there is none, or where it changed while they were opened. */
  #newestFirst(): OpenFile[] {
    const opened: OpenFile[] = []
    for (const path of logSet(this.#path).reverse()) {
      if (path.endsWith('.gz')) continue
      try {
        const fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
        const stat = fstatSync(fd)
        opened.push({ fd, inode: inodeOf(stat), written: stat.mtimeMs })
      } catch {
        if (path === this.#path) return []
      }
    }
    const names = new Set(opened.map(({ inode }) => inode))
    if (names.size === opened.length && opened[0]?.inode === this.#inodeNow()) return opened
    for (const { fd } of opened) closeSync(fd)
    return []
  }

  #reader(fd: number, inode: string, offset: number): Reading {
    const before = readBytes(fd, Math.max(0, offset - REMEMBERED), offset)
    return { fd, inode, offset, before, records: new RecordAssembler(this.#path) }
  }

  #inodeNow(): string | undefined {
    try {
      const stat = statSync(this.#path, { throwIfNoEntry: false })
      return stat && inodeOf(stat)
    } catch {
      return undefined
    }
  }

  #read(reading: Reading, found: LogRecord[]): void {
    const { size } = fstatSync(reading.fd)
    const seen = readBytes(reading.fd, reading.offset - reading.before.length, reading.offset)
    if (size < reading.offset || !seen.equals(reading.before)) {
      found.push(...reading.records.rest())
      reading.offset = 0
      reading.before = Buffer.alloc(0)
      this.#tell('truncated')
    }
    let grew = false
    while (reading.offset < size) {
      const bytes = readBytes(reading.fd, reading.offset, Math.min(size, reading.offset + STEP))
      if (bytes.length === 0) break
      grew = true
      found.push(...reading.records.add(bytes, reading.offset))
      reading.offset += bytes.length
      reading.before = Buffer.from(Buffer.concat([reading.before, bytes]).subarray(-REMEMBERED))
    }
    if (!grew) found.push(...reading.records.quiet())
  }

  /** Goes on in the new file where the name leads to another one by now. */
  #moveOn(found: LogRecord[], now: number): void {
    const reading = this.#reading
    const inode = this.#inodeNow()
    if (reading === undefined || inode === undefined || inode === reading.inode) return
    this.#read(reading, found)
    this.#old.push({ reading, until: now + AFTERWARDS_MS })
    this.#reading = undefined
    this.#position = { inode: reading.inode, offset: reading.offset }
    this.#tell('rotated')
    this.#begin(found)
    if (this.#reading !== undefined) this.#read(this.#reading, found)
  }
}
