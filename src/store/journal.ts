import { type FileHandle, open, truncate } from 'node:fs/promises'
import { dirname } from 'node:path'
import { writeAtomic } from './atomic-write.ts'
import { snapshot } from './file-stamp.ts'
import { giveToFolderOwner } from './folder-owner.ts'
import { makeFolder } from './make-folder.ts'
import { syncFolder } from './sync-folder.ts'
import { writePlace } from './write-place.ts'

/** An append-only file of JSON lines. Whoever writes it sees to it that nobody else does at the same time. */
export class Journal {
  readonly path: string

  constructor(path: string) {
    this.path = path
  }

  /**
   * Every record in order; [] without a file. Lines that are no JSON are passed over: the last one is torn when the
   * machine stops in the middle of a write, and nothing that was acknowledged is on it.
   */
  async read(): Promise<unknown[]> {
    const found = await snapshot(this.path)
    const records: unknown[] = []
    for (const line of found?.content.toString('utf8').split('\n') ?? []) {
      if (line === '') continue
      try {
        records.push(JSON.parse(line))
      } catch {}
    }
    return records
  }

  /**
   * Adds records and resolves when they are on disk. A failure leaves the file as it was, as far as the disk lets it.
   *
   * @returns what cuts these records off again, which needs no room on the disk
   */
  async append(records: readonly unknown[]): Promise<() => Promise<void>> {
    if (records.length === 0) return async () => {}
    await makeFolder(dirname(this.path))
    const place = writePlace(this.path)
    const handle = await open(place, 'a+')
    try {
      const { size } = await handle.stat()
      if (size === 0) await giveToFolderOwner(handle, dirname(this.path))
      try {
        await handle.appendFile(((await endsOpen(handle, size)) ? '\n' : '') + linesOf(records))
        await handle.sync()
      } catch (error) {
        await handle.truncate(size).catch(() => {})
        throw error
      }
      if (size === 0) await syncFolder(dirname(this.path))
      return () => truncate(place, size)
    } finally {
      await handle.close()
    }
  }

  /** Replaces all records by these, atomically. */
  async compact(records: readonly unknown[]): Promise<void> {
    await makeFolder(dirname(this.path))
    await writeAtomic(this.path, linesOf(records))
  }
}

const linesOf = (records: readonly unknown[]) =>
  records.map((record) => `${JSON.stringify(record)}\n`).join('')

/** Whether a torn line stands at the end: the next record must not be glued to it. */
async function endsOpen(handle: FileHandle, size: number): Promise<boolean> {
  if (size === 0) return false
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1)
  return buffer[0] !== 0x0a
}
