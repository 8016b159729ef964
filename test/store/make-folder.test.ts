import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { makeFolder, makeFolderNow } from '../../src/store/make-folder.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const MODULE = JSON.stringify(resolve(import.meta.dirname, '../../src/store/make-folder.ts'))

const ways: Readonly<Record<string, (path: string, mode?: number) => Promise<void>>> = {
  makeFolder,
  makeFolderNow: async (path, mode) => makeFolderNow(path, mode),
}

for (const [name, make] of Object.entries(ways)) {
  test(`${name} makes what is missing, with its mode, and leaves alone what is there`, async (t) => {
    const folder = temporaryFolder(t)
    const path = join(folder, 'a/b/c')
    await make(path, 0o700)
    assert.equal(statSync(join(folder, 'a')).mode & 0o777, 0o700)
    assert.equal(statSync(path).mode & 0o777, 0o700)
    await make(path, 0o750)
    assert.equal(statSync(path).mode & 0o777, 0o700)
    symlinkSync(path, join(folder, 'link'))
    await make(join(folder, 'link'))
  })

  test(`${name} says what is in the way`, async (t) => {
    const folder = temporaryFolder(t)
    writeFileSync(join(folder, 'file'), '')
    await assert.rejects(make(join(folder, 'file')), { code: 'EEXIST' })
    await assert.rejects(make(join(folder, 'file/below')), { code: 'ENOTDIR' })
    mkdirSync(join(folder, 'x'))
    symlinkSync(join(folder, 'gone'), join(folder, 'dangling'))
    await assert.rejects(make(join(folder, 'dangling')), { code: 'EEXIST' })
  })

  test(`${name} ends where no folder can be made`, {
    skip: process.platform !== 'linux' && 'needs /proc',
  }, async () => {
    const attempt = `
      import * as ways from ${MODULE}
      try { await ways.${name}('/proc/none/below') } catch (error) { process.stdout.write(error.code) }`
    // In a process of its own: what spins in a thread of Node would keep this one from ending.
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', attempt], {
      timeout: 60_000,
      killSignal: 'SIGKILL',
    })
    assert.equal(stdout, 'ENOENT')
  })
}
