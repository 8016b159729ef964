import assert from 'node:assert/strict'
import { appendFileSync } from 'node:fs'

const MIB = 1024 ** 2

/** Fills a disk to its last byte, by making a file of this name. */
export function fillDisk(path: string): void {
  for (let size = MIB; size >= 1; size = Math.floor(size / 16)) {
    try {
      for (;;) appendFileSync(path, Buffer.alloc(size))
    } catch (error) {
      assert.equal((error as NodeJS.ErrnoException).code, 'ENOSPC')
    }
  }
}
