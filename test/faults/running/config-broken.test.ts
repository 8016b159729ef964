import assert from 'node:assert/strict'
import { test } from 'node:test'
import { saying } from '../../helpers/packets.ts'
import { LONG, Scene } from './scene.ts'

test('a configuration that is broken while the server runs changes nothing, and is in force once it is mended', async (t) => {
  const scene = await Scene.open(t)
  const { daemon } = scene
  const guest = await scene.join('guest')
  daemon.write('config.json', '{ "security": { "max_message_length": 10, }')
  await assert.rejects(scene.ask('reload', {}), { id: 'config/not-reloaded' })
  await scene.expectTalk()
  await scene.join('newcomer')
  await scene.ask('ban', { address: '203.0.113.1' })
  await scene.expectFound('config/syntax', /config\.json/)
  daemon.configure({ security: { max_message_length: 70 } })
  await guest.next(saying('配置已更新：消息长度限制调整为 70 字符'), LONG)
  await scene.expectTalk()
  await scene.expectHealthy()
  daemon.configure({})
  await scene.expectKept(['203.0.113.1'])
})
