import assert from 'node:assert/strict'
import {
  chownSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { createFile } from '../../src/store/create-file.ts'
import { temporaryFolder, tinyDisk } from '../helpers/temporary-folder.ts'

test('a new file has its content and mode whatever the umask; nothing that is there is replaced', async (t) => {
  const folder = temporaryFolder(t)
  const umask = process.umask(0o077)
  t.after(() => process.umask(umask))
  await createFile(join(folder, 'new'), 'words', { mode: 0o640 })
  assert.equal(readFileSync(join(folder, 'new'), 'utf8'), 'words')
  assert.equal(statSync(join(folder, 'new')).mode & 0o777, 0o640)
  symlinkSync(join(folder, 'elsewhere'), join(folder, 'link'))
  for (const name of ['new', 'link'])
    await assert.rejects(createFile(join(folder, name), 'other', { mode: 0o640 }), { code: 'EEXIST' })
  assert.equal(readFileSync(join(folder, 'new'), 'utf8'), 'words')
  assert.ok(lstatSync(join(folder, 'link')).isSymbolicLink())
  assert.deepEqual(readdirSync(folder).sort(), ['link', 'new'])
})

test('one that root makes belongs to the owner of the folder, or to whom it is given', {
  skip: process.getuid?.() === 0 ? false : 'only root can give files away',
}, async (t) => {
  const folder = temporaryFolder(t)
  chownSync(folder, 7, 8)
  await createFile(join(folder, 'a'), '', { mode: 0o600 })
  await createFile(join(folder, 'b'), '', { mode: 0o600, owner: { uid: 9, gid: 10 } })
  const ownerOf = (name: string) => [statSync(join(folder, name)).uid, statSync(join(folder, name)).gid]
  assert.deepEqual(
    [ownerOf('a'), ownerOf('b')],
    [
      [7, 8],
      [9, 10],
    ],
  )
})

test('a full disk leaves nothing behind', async (t) => {
  const folder = tinyDisk(t)
  if (folder === undefined) return
  assert.throws(() => writeFileSync(join(folder, 'filler'), Buffer.alloc(4 * 1024 * 1024)), {
    code: 'ENOSPC',
  })
  await assert.rejects(createFile(join(folder, 'new'), Buffer.alloc(9000, 'x'), { mode: 0o600 }), {
    code: 'ENOSPC',
  })
  assert.deepEqual(readdirSync(folder), ['filler'])
})
