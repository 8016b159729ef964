import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { test } from 'node:test'
import { GREETING, saying } from '../../helpers/packets.ts'
import type { WireClient } from '../../helpers/wire-client.ts'
import { LONG, Scene } from './scene.ts'

const LIMIT_BEFORE = 4096

test('without a free descriptor those who are in talk on, and others are let in as soon as there is one', async (t) => {
  if (process.platform !== 'linux') return t.skip('needs prlimit')
  const scene = await Scene.open(t)
  const limit = (files: number) =>
    execFileSync('prlimit', ['--pid', `${scene.pid}`, `--nofile=${files}:${LIMIT_BEFORE}`])
  /** What leaves so many numbers free: a limit is on the number, not on how many there are. */
  const leaving = (free: number) => {
    const taken = new Set(readdirSync(`/proc/${scene.pid}/fd`).map(Number))
    let numbers = 0
    for (let left = free; left > 0; numbers++) if (!taken.has(numbers)) left--
    return numbers
  }
  // One is left, for the question itself: figures for which the server would need another must not end it.
  limit(leaving(1))
  assert.ok((await scene.ask('status', {})).rssBytes > 0)
  await scene.until('the one before to be free again, and an answer', async () => {
    const samples = await scene.ask('samples', {}).catch(() => [])
    return samples.length > 0
  })
  limit(LIMIT_BEFORE)
  await scene.ask('ban', { address: '203.0.113.1' })
  limit(leaving(4))
  const guests: WireClient[] = []
  for (let left = 8; left > 0; left--) guests.push(await scene.daemon.connect())
  await scene.expectTalk()
  await scene.expectFound('service/open-files', /open/)
  await Promise.all(guests.map((guest) => guest.close()))
  const late = await scene.daemon.connect()
  await late.next(saying(GREETING), LONG)
  await scene.expectTalk()
  limit(LIMIT_BEFORE)
  await scene.ask('ban', { address: '203.0.113.2' })
  await scene.expectHealthy()
  await scene.expectKept(['203.0.113.1', '203.0.113.2'])
})
