import assert from 'node:assert/strict'
import { chownSync, linkSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { strangersIn } from '../../src/service/strangers.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const NOBODY = 65_534

test('found is what belongs to somebody else, but nothing behind a link and nothing with a second name', async (t) => {
  if (process.getuid?.() !== 0) return t.skip('needs root, to give files away')
  const folder = temporaryFolder(t)
  const elsewhere = temporaryFolder(t)
  writeFileSync(join(elsewhere, 'shadow'), '')
  const data = join(folder, 'data')
  mkdirSync(join(data, 'files'), { recursive: true })
  for (const name of ['theirs', 'own', 'files/theirs']) writeFileSync(join(data, name), '')
  symlinkSync(elsewhere, join(data, 'link'))
  linkSync(join(elsewhere, 'shadow'), join(data, 'second-name'))
  for (const path of [data, join(data, 'own')]) chownSync(path, NOBODY, NOBODY)
  const found: string[] = []
  for await (const { path, handle } of strangersIn(data, NOBODY)) {
    found.push(path.slice(data.length + 1))
    assert.equal(statSync(handle).ino, statSync(path).ino)
  }
  assert.deepEqual(found.sort(), ['files', 'files/theirs', 'theirs'])
  symlinkSync(elsewhere, join(folder, 'linked'))
  for await (const { path } of strangersIn(join(folder, 'linked'), NOBODY)) assert.fail(path)
})
