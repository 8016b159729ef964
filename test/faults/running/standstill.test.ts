import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { textToAll } from '../../helpers/daemon.ts'
import { isTalk } from '../../helpers/packets.ts'
import { LONG, Scene } from './scene.ts'

/** In seconds; the server stands still for longer, as others look at it. */
const HEARTBEATS = { heartbeat_interval: 1, heartbeat_timeout: 5 }
const STANDSTILL_MS = 8000
const TEXTS = 40

test('a server that stood still for longer than anybody may be silent drops nobody, and hands on all that was said meanwhile', async (t) => {
  if (process.platform !== 'linux') return t.skip('needs /proc')
  const scene = await Scene.open(t)
  const { daemon } = scene
  const speaker = await scene.join('patient')
  const listener = await scene.join('silent')
  await scene.ask('ban', { address: '203.0.113.1' })
  using _ = scene.heartbeats()
  daemon.configure({ security: HEARTBEATS })
  await scene.ask('reload', {})

  daemon.child.kill('SIGSTOP')
  const begin = performance.now()
  const said = Array.from({ length: TEXTS }, (_, at) => `said to nobody ${at}`)
  for (const msg of said) speaker.send(textToAll('patient', msg))
  await scene.expectFound('service/process-stopped', /SIGSTOP/)
  await delay(Math.max(0, STANDSTILL_MS - (performance.now() - begin)))
  daemon.child.kill('SIGCONT')

  for (const msg of said) assert.equal((await listener.next(isTalk, LONG)).msg, msg)
  await scene.expectTalk()
  assert.deepEqual((await scene.ask('status', {})).dropped, {})
  daemon.configure({})
  await scene.ask('reload', {})
  await scene.expectHealthy()
  await scene.expectKept(['203.0.113.1'])
})
