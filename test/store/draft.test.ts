import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { removeDrafts } from '../../src/store/draft.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { WAYS } from './ways-to-write.ts'

const WRITER = new URL('./killed-writer.ts', import.meta.url).pathname

test('what killed writers left is removed, and nothing else', async (t) => {
  const folder = temporaryFolder(t)
  const file = join(folder, 'list.json')
  const { pid } = spawnSync(process.execPath, ['--version'])
  const mine = [
    '.list.json.draft-1-aaaa-0',
    'list.json',
    'list.json.1',
    '.list.json.draft-notes',
    '.other.draft-2',
  ]
  const left = [
    `.list.json.draft-${pid}-aaaa-0`,
    `.list.json.draft-${process.pid}-earlier-0`,
    // The id lives, but it is another process's by now.
    `.list.json.draft-${process.ppid}.1-aaaa-0`,
  ]
  for (const name of [...mine, ...left]) writeFileSync(join(folder, name), '')
  await removeDrafts(file)
  assert.deepEqual(readdirSync(folder).sort(), mine.sort())
})

for (const way of Object.keys(WAYS)) {
  test(`what a kill leaves of a ${way} goes with the next one`, (t) => {
    const folder = temporaryFolder(t)
    mkdirSync(join(folder, 'sources'))
    const write = (end: 'killed' | 'whole') =>
      spawnSync(process.execPath, [WRITER, way, folder, end], { encoding: 'utf8' })
    const drafts = () => readdirSync(folder).filter((name) => name.includes('.draft-'))

    const killed = write('killed')
    assert.equal(killed.signal, 'SIGKILL', killed.stderr)
    assert.equal(drafts().length, 1)
    const whole = write('whole')
    assert.equal(whole.status, 0, whole.stderr)
    assert.deepEqual(drafts(), [])
  })
}
