import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { lstatSync, mkdirSync, readdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { readInstance } from '../../src/control/instance.ts'
import { ListFile } from '../../src/sanctions/list-file.ts'
import { writeAtomic } from '../../src/store/atomic-write.ts'
import { LockedError, withLock } from '../../src/store/lock-file.ts'
import { readRegular, readRegularSync } from '../../src/store/read-regular.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

/** Nobody ever writes into it: whoever opens it without care waits for good. */
function fifo(path: string): string {
  execFileSync('mkfifo', [path])
  return path
}

test('a FIFO, a folder and a device are refused at once instead of read', async (t) => {
  const folder = temporaryFolder(t)
  mkdirSync(join(folder, 'folder'))
  for (const path of [fifo(join(folder, 'fifo')), join(folder, 'folder'), '/dev/zero']) {
    await assert.rejects(readRegular(path), { code: 'EINVAL' }, path)
    assert.throws(() => readRegularSync(path), { code: 'EINVAL' }, path)
  }
})

test('a file with more than any of ours can have is not read into memory', async (t) => {
  const path = join(temporaryFolder(t), 'huge')
  writeFileSync(path, '')
  truncateSync(path, 10 * 1024 ** 3)
  await assert.rejects(readRegular(path), { code: 'EFBIG' })
  assert.throws(() => readRegularSync(path), { code: 'EFBIG' })
})

test('a ban list that becomes a FIFO keeps in force what it said, and says that it cannot be read', async (t) => {
  const path = join(temporaryFolder(t), 'banned_ips.json')
  writeFileSync(path, '["192.0.2.7"]')
  const list = new ListFile(path)
  await list.refresh()
  execFileSync('rm', [path])
  fifo(path)
  await list.refresh()
  assert.deepEqual(list.addresses, ['192.0.2.7'])
  assert.equal(list.problem?.key, 'sanctions.broken.unreadable')
  await assert.rejects(list.write(['192.0.2.8'], 0), { code: 'EINVAL' })
  assert.ok(lstatSync(path).isFIFO())
})

test('a FIFO in the place of an instance file or of a lock is met without waiting', async (t) => {
  const folder = temporaryFolder(t)
  fifo(join(folder, 'instance.json'))
  await assert.rejects(readInstance(folder), { code: 'EINVAL' })
  const lock = fifo(join(folder, 'lock'))
  await assert.rejects(
    withLock(lock, 0, async () => {}),
    LockedError,
  )
})

test('what is no file is never replaced: as root that would be the end of /dev/null', async (t) => {
  const folder = temporaryFolder(t)
  const path = fifo(join(folder, 'fifo'))
  await assert.rejects(writeAtomic(path, 'x'), { code: 'EINVAL' })
  assert.ok(lstatSync(path).isFIFO())
  assert.deepEqual(readdirSync(folder), ['fifo'])
})
