import assert from 'node:assert/strict'
import { chownSync, linkSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { LogFile } from '../../src/logging/log-file.ts'
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

test('a log that root begins in the folder of a service belongs to the service; a file with another name stays with root', {
  skip: process.getuid?.() !== 0 && 'needs root, to give files away',
}, (t) => {
  const folder = temporaryFolder(t)
  chownSync(folder, SERVICE, SERVICE)
  const opened = (name: string) => {
    const path = join(folder, name)
    const rotation = () => ({ maxBytes: 0, backupCount: 0 })
    const file = new LogFile({ path, rotation, onVanished() {}, onRotateFailed() {} })
    file.open()
    file.close()
    return statSync(path).uid
  }
  assert.equal(opened('new.log'), SERVICE)
  writeFileSync(join(folder, 'old.log'), '')
  assert.equal(opened('old.log'), 0, 'what is there is not ours to give')
  linkSync(join(folder, 'old.log'), join(folder, 'trap.log'))
  assert.equal(opened('trap.log'), 0)
})
