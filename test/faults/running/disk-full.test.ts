import assert from 'node:assert/strict'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { eventually, textToAll } from '../../helpers/daemon.ts'
import { fillDisk } from '../../helpers/fill-disk.ts'
import { saying } from '../../helpers/packets.ts'
import { tinyDisk } from '../../helpers/temporary-folder.ts'
import { LONG, Scene } from './scene.ts'

test('on a full disk people talk on, nothing is confirmed that is not kept, and no line of the log is missing afterwards', async (t) => {
  const disk = tinyDisk(t, 'size=16m')
  if (disk === undefined) return
  const log = join(disk, 'server.log')
  const scene = await Scene.open(t, {
    config: {
      logging: { file: log },
      data: { banned_ips_file: join(disk, 'bans.json'), muted_ips_file: join(disk, 'mutes.json') },
      files: { min_free_bytes: 0 },
    },
  })
  await scene.ask('ban', { address: '203.0.113.1' })

  fillDisk(join(disk, 'filler'))
  const uploader = await scene.join('uploader')
  await scene.expectTalk()
  await assert.rejects(scene.ask('ban', { address: '203.0.113.2' }), { id: 'sanctions/not-written' })
  uploader.send({ type: 'file_upload', from: 'uploader', filename: 'a.txt', data: 'YWJj' })
  await uploader.next(saying('❌ 文件保存失败'), LONG)
  uploader.send(textToAll('uploader', 'said on a full disk'))
  await scene.expectFound('storage/disk-full', new RegExp(`The disk ${disk} is full`))

  rmSync(join(disk, 'filler'))
  await eventually(
    () => (readFileSync(log, 'utf8').includes('said on a full disk') ? true : undefined),
    'the line that was held back',
    LONG,
  )
  await scene.expectTalk()
  assert.equal((await scene.ask('status', {})).log.lost, 0)
  await scene.ask('ban', { address: '203.0.113.3' })
  uploader.send({ type: 'file_upload', from: 'uploader', filename: 'a.txt', data: 'YWJj' })
  await uploader.next(saying('✅ 文件《a.txt》上传成功 (0.0KB)'), LONG)
  await scene.expectHealthy()
  await scene.expectKept(['203.0.113.1', '203.0.113.3'])
})
