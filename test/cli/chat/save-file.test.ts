import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { requireFolder, saveFile } from '../../../src/cli/chat/save-file.ts'
import { scratchFolder } from '../../helpers/chatctl.ts'

test('what is there stays: files, folders and links that lead elsewhere', async () => {
  using folder = scratchFolder()
  const at = (name: string) => join(folder.path, name)
  writeFileSync(at('a.txt'), 'old')
  mkdirSync(at('a (2).txt'))
  symlinkSync(at('elsewhere'), at('a (3).txt'))
  assert.deepEqual(await saveFile(folder.path, 'a.txt', Buffer.from('new')), {
    path: at('a (4).txt'),
    beside: true,
  })
  assert.equal(readFileSync(at('a.txt'), 'utf8'), 'old')
  assert.deepEqual(readdirSync(folder.path).sort(), ['a (2).txt', 'a (3).txt', 'a (4).txt', 'a.txt'])
})

test('a saved file is nobody else’s and cannot be executed', async () => {
  using folder = scratchFolder()
  const { path, beside } = await saveFile(folder.path, '../run.sh', Buffer.from('#!/bin/sh\n'))
  assert.equal(path, join(folder.path, 'run.sh'))
  assert.equal(beside, false)
  if (process.platform !== 'win32') assert.equal(statSync(path).mode & 0o777, 0o600)
})

test('a folder that is not there is an error', async () => {
  using folder = scratchFolder()
  await assert.rejects(saveFile(join(folder.path, 'none'), 'a.txt', Buffer.alloc(0)), { code: 'ENOENT' })
})

test('a folder that is none is noticed before anything is received', async () => {
  using folder = scratchFolder()
  await requireFolder(folder.path)
  writeFileSync(join(folder.path, 'file'), '')
  await assert.rejects(requireFolder(join(folder.path, 'file')), {
    id: 'client/bad-folder',
    values: { path: join(folder.path, 'file'), detail: 'ENOTDIR' },
  })
  await assert.rejects(requireFolder(join(folder.path, 'none')), { id: 'client/bad-folder' })
})
