import assert from 'node:assert/strict'
import { readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { tinyDisk } from '../helpers/temporary-folder.ts'
import { temporaryList } from './temporary-list.ts'

test('on a full disk a sanction is refused, nothing changes, and it works again when there is room', async (t) => {
  const disk = tinyDisk(t)
  if (disk === undefined) return
  const before = Array.from({ length: 9000 }, (_, index) => `10.${index >> 8}.${index & 255}.255`)
  const at = temporaryList(t, JSON.stringify(before), disk)
  const list = await at.open()
  const { bavail, bsize } = statfsSync(disk)
  writeFileSync(join(disk, 'filler'), Buffer.alloc((bavail - 20) * bsize))
  const old = readFileSync(at.file)

  await assert.rejects(
    list.add({ address: '192.168.1.9', reason: 'spam' }),
    (error: Error & { id?: string }) => {
      assert.equal(error.id, 'sanctions/not-written')
      assert.match(error.message, /ENOSPC/)
      return true
    },
  )
  await assert.rejects(list.remove('10.0.0.255'), { id: 'sanctions/not-written' })
  assert.deepEqual(readFileSync(at.file), old)
  assert.equal(list.match('192.168.1.9'), undefined)
  assert.ok(list.match('10.0.0.255'))
  assert.deepEqual(
    readdirSync(disk).filter((name) => name.includes('.draft-') || name.includes('.lock')),
    [],
  )
  const again = await at.open()
  assert.deepEqual([again.size, again.error], [9000, null])

  rmSync(join(disk, 'filler'))
  await list.add({ address: '192.168.1.9', reason: 'spam' })
  assert.equal((await at.open()).match('192.168.1.9')?.reason, 'spam')
})
