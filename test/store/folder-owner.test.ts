import assert from 'node:assert/strict'
import { chownSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { writeAtomic } from '../../src/store/atomic-write.ts'
import { Journal } from '../../src/store/journal.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const SERVICE = 64_123

test('what root makes in the folder of a service belongs to the service; what is there keeps its owner', {
  skip: process.getuid?.() !== 0 && 'needs root, to give files away',
}, async (t) => {
  const folder = temporaryFolder(t)
  chownSync(folder, SERVICE, SERVICE)
  const path = (name: string) => join(folder, name)
  const owner = (name: string) => statSync(path(name)).uid
  writeFileSync(path('old.json'), '[]')
  for (const name of ['new.json', 'old.json']) await writeAtomic(path(name), '["10.0.0.7"]')
  await new Journal(path('new.jsonl')).append([{ n: 1 }])
  assert.deepEqual([owner('new.json'), owner('old.json'), owner('new.jsonl')], [SERVICE, 0, SERVICE])
})
