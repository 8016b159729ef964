import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { afterwards } from './afterwards.ts'

/** A folder of its own for one test, removed afterwards. */
export function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'chatctl-test-'))
  // A program that is just ending may still write into it.
  afterwards(t, () => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }))
  return folder
}

/** A disk of 1 MB, or as told in the words of tmpfs; undefined after skipping the test where none can be had. */
export function tinyDisk(t: TestContext, options = 'size=1m'): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    t.skip('needs root on Linux, to mount a small disk')
    return undefined
  }
  const folder = mkdtempSync(join(tmpdir(), 'chatctl-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'pipe' })
  } catch (error) {
    rmSync(folder, { recursive: true })
    t.skip(`needs the right to mount: ${(error as Error).message.trim()}`)
    return undefined
  }
  afterwards(t, () => {
    // A server that is ended after this may still have files there.
    execFileSync('umount', ['--lazy', folder])
    rmSync(folder, { recursive: true })
  })
  return folder
}
