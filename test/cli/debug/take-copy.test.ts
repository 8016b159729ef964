import assert from 'node:assert/strict'
import { existsSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { checkTarget, takeCopy } from '../../../src/cli/debug/take-copy.ts'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'

test('a copy is whole, for its reader alone, and takes the place of the original', async (t) => {
  const folder = temporaryFolder(t)
  const [from, out] = [join(folder, 'from'), join(folder, 'out')]
  const content = Buffer.alloc(3_000_000, 'chat')
  writeFileSync(from, content)
  assert.equal(await takeCopy(from, out), out)
  assert.ok(readFileSync(out).equals(content))
  assert.equal(statSync(out).mode & 0o777, 0o600)
  assert.ok(!existsSync(from))
})

test('what is there is not overwritten, and the original stays', async (t) => {
  const folder = temporaryFolder(t)
  const [from, out] = [join(folder, 'from'), join(folder, 'out')]
  writeFileSync(from, 'new')
  writeFileSync(out, 'old')
  await assert.rejects(checkTarget(out, 0), { id: 'debug/exists' })
  await assert.rejects(takeCopy(from, out), { id: 'debug/exists' })
  assert.deepEqual([readFileSync(out, 'utf8'), readFileSync(from, 'utf8')], ['old', 'new'])
})

test('a link in the place of the recording leads nowhere', async (t) => {
  const folder = temporaryFolder(t)
  const [secret, from, out] = [join(folder, 'secret'), join(folder, 'from'), join(folder, 'out')]
  writeFileSync(secret, 'of root')
  symlinkSync(secret, from)
  await assert.rejects(takeCopy(from, out), {
    id: 'debug/not-copied',
    values: { path: out, code: 'ELOOP', from },
  })
  assert.ok(!existsSync(out))
})

test('a folder that is not there, or has no room, is told before anything is recorded', async (t) => {
  const folder = temporaryFolder(t)
  await assert.rejects(checkTarget(join(folder, 'none/out'), 0), { id: 'debug/not-copied' })
  await assert.rejects(checkTarget(join(folder, 'out'), Number.MAX_SAFE_INTEGER), { id: 'debug/no-space' })
})
