import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { saying } from '../../helpers/packets.ts'
import { tinyDisk } from '../../helpers/temporary-folder.ts'
import { LONG, Scene } from './scene.ts'

test('a data folder that becomes read-only stops no conversation, and can be written again without a restart', async (t) => {
  const disk = tinyDisk(t, 'size=16m')
  if (disk === undefined) return
  const scene = await Scene.open(t, {
    config: {
      data: { banned_ips_file: join(disk, 'bans.json'), muted_ips_file: join(disk, 'mutes.json') },
      files: { min_free_bytes: 0 },
    },
  })
  await scene.ask('ban', { address: '203.0.113.1' })
  await scene.ask('mute', { address: '203.0.113.9' })
  execFileSync('mount', ['-o', 'remount,ro', disk])
  const uploader = await scene.join('uploader')
  await scene.expectTalk()
  await assert.rejects(scene.ask('ban', { address: '203.0.113.2' }), { id: 'sanctions/not-written' })
  await assert.rejects(scene.ask('unmute', { address: '203.0.113.9' }), { id: 'sanctions/not-written' })
  uploader.send({ type: 'file_upload', from: 'uploader', filename: 'a.txt', data: 'YWJj' })
  await uploader.next(saying('❌ 文件保存失败'), LONG)
  await scene.expectFound('storage/read-only', new RegExp(`${disk} \\(tmpfs\\) is read-only`))
  execFileSync('mount', ['-o', 'remount,rw', disk])
  await scene.expectTalk()
  await scene.ask('ban', { address: '203.0.113.3' })
  await scene.ask('unmute', { address: '203.0.113.9' })
  await scene.expectHealthy()
  await scene.expectKept(['203.0.113.1', '203.0.113.3'])
})
