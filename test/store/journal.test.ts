import assert from 'node:assert/strict'
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Journal } from '../../src/store/journal.ts'
import { temporaryFolder, tinyDisk } from '../helpers/temporary-folder.ts'

test('a journal gives its records in order, and none without a file', async (t) => {
  const journal = new Journal(join(temporaryFolder(t), 'new', 'x.jsonl'))
  assert.deepEqual(await journal.read(), [])
  await journal.append([{ n: 1 }, { n: 2, text: 'zwei\nZeilen 两行' }])
  await journal.append([{ n: 3 }])
  assert.deepEqual(await journal.read(), [{ n: 1 }, { n: 2, text: 'zwei\nZeilen 两行' }, { n: 3 }])
})

test('a torn last line is passed over and the next record is not glued to it', async (t) => {
  const journal = new Journal(join(temporaryFolder(t), 'x.jsonl'))
  await journal.append([{ n: 1 }])
  appendFileSync(journal.path, '{"n": 2, "tex')
  assert.deepEqual(await journal.read(), [{ n: 1 }])
  await journal.append([{ n: 3 }])
  assert.deepEqual(await journal.read(), [{ n: 1 }, { n: 3 }])
})

test('compacting replaces all records, and taking back cuts off the last ones', async (t) => {
  const journal = new Journal(join(temporaryFolder(t), 'x.jsonl'))
  await journal.append([{ n: 1 }, { n: 2 }])
  await journal.compact([{ n: 2 }])
  const undo = await journal.append([{ n: 3 }])
  await undo()
  assert.equal(readFileSync(journal.path, 'utf8'), '{"n":2}\n')
})

test('a full disk refuses the records and leaves those before them', async (t) => {
  const disk = tinyDisk(t)
  if (disk === undefined) return
  const journal = new Journal(join(disk, 'x.jsonl'))
  await journal.append([{ n: 1 }])
  writeFileSync(join(disk, 'filler'), Buffer.alloc(1_000_000))
  await assert.rejects(journal.append([{ text: 'x'.repeat(200_000) }]), { code: 'ENOSPC' })
  assert.deepEqual(await journal.read(), [{ n: 1 }])
})
