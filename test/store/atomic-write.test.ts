import assert from 'node:assert/strict'
import {
  chmodSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { writeAtomic } from '../../src/store/atomic-write.ts'
import { temporaryFolder, tinyDisk } from '../helpers/temporary-folder.ts'

test('a file is replaced as a whole and keeps its mode', async (t) => {
  const file = join(temporaryFolder(t), 'list.json')
  writeFileSync(file, 'old content that is longer')
  chmodSync(file, 0o640)
  const { ino } = statSync(file)
  await writeAtomic(file, 'new')
  assert.equal(readFileSync(file, 'utf8'), 'new')
  assert.notEqual(statSync(file).ino, ino)
  assert.equal(statSync(file).mode & 0o777, 0o640)
})

test('a symbolic link stays one, and the file that it names is replaced', async (t) => {
  const folder = temporaryFolder(t)
  writeFileSync(join(folder, 'real.json'), 'old')
  symlinkSync('real.json', join(folder, 'link.json'))
  await writeAtomic(join(folder, 'link.json'), 'new')
  assert.ok(lstatSync(join(folder, 'link.json')).isSymbolicLink())
  assert.equal(readFileSync(join(folder, 'real.json'), 'utf8'), 'new')
})

test('writes at the same time leave one whole content and no drafts', async (t) => {
  const folder = temporaryFolder(t)
  const file = join(folder, 'list.json')
  const contents = Array.from({ length: 20 }, (_, index) => String(index).repeat(10_000))
  await Promise.all(contents.map((content) => writeAtomic(file, content)))
  assert.ok(contents.includes(readFileSync(file, 'utf8')))
  assert.deepEqual(readdirSync(folder), ['list.json'])
})

test('a disk that fills up in the middle of a write refuses it and leaves the old file whole', async (t) => {
  const disk = tinyDisk(t)
  if (disk === undefined) return
  const file = join(disk, 'list.json')
  await writeAtomic(file, 'a'.repeat(400_000))
  await assert.rejects(writeAtomic(file, 'b'.repeat(800_000)), { code: 'ENOSPC' })
  assert.equal(readFileSync(file, 'utf8'), 'a'.repeat(400_000))
  assert.deepEqual(readdirSync(disk), ['list.json'])
})
