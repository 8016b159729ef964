import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { LockedError, withLock } from '../../src/store/lock-file.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { statOf, zombie } from '../helpers/zombie.ts'

test('work under one lock never overlaps, and the lock is gone afterwards', async (t) => {
  const lock = join(temporaryFolder(t), 'made', 'x.lock')
  let inside = 0
  const work = async (turn: number) => {
    inside++
    assert.equal(inside, 1)
    await new Promise((resolve) => setImmediate(resolve))
    inside--
    return turn
  }
  const turns = [1, 2, 3, 4, 5].map((turn) => withLock(lock, 5000, () => work(turn)))
  assert.deepEqual(await Promise.all(turns), [1, 2, 3, 4, 5])
  assert.equal(existsSync(lock), false)
})

test('work that fails releases the lock', async (t) => {
  const lock = join(temporaryFolder(t), 'x.lock')
  await assert.rejects(
    withLock(lock, 1000, () => Promise.reject(new Error('no luck'))),
    /no luck/,
  )
  assert.equal(await withLock(lock, 0, async () => 'mine'), 'mine')
})

test('who waits longer than the limit learns who holds the lock', async (t) => {
  const lock = join(temporaryFolder(t), 'x.lock')
  await withLock(lock, 1000, async () => {
    await assert.rejects(
      withLock(lock, 50, async () => assert.fail('both are in')),
      (error) => error instanceof LockedError && error.pid === process.pid,
    )
  })
})

test('the lock of a process that has ended is taken over', async (t) => {
  const lock = join(temporaryFolder(t), 'x.lock')
  const { pid } = spawnSync(process.execPath, ['--version'])
  writeFileSync(lock, JSON.stringify({ pid, started: '1' }))
  assert.equal(await withLock(lock, 2000, async () => 'mine'), 'mine')
})

test('an owner that has ended but that its parent has not taken note of does not hold the lock', {
  skip: process.platform !== 'linux' && 'needs /proc',
}, async (t) => {
  const lock = join(temporaryFolder(t), 'x.lock')
  const pid = await zombie(t)
  writeFileSync(lock, JSON.stringify({ pid, started: statOf(pid)[19] }))
  assert.equal(await withLock(lock, 2000, async () => 'mine'), 'mine')
})

test('a process that merely has the id of the ended owner does not hold the lock', async (t) => {
  if (process.platform !== 'linux') return t.skip('needs /proc to tell two processes of one id apart')
  const lock = join(temporaryFolder(t), 'x.lock')
  writeFileSync(lock, JSON.stringify({ pid: process.pid, started: '1' }))
  assert.equal(await withLock(lock, 2000, async () => 'mine'), 'mine')
})
