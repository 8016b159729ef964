import assert from 'node:assert/strict'
import { existsSync, globSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'
import { resultOf, runDoctor } from '../doctor-run.ts'
import { Scene } from './scene.ts'

const HOUR_S = 3600
const [LIBRARY] = globSync('/usr/lib/*/faketime/libfaketimeMT.so.1')

test('a clock that goes forward and back by an hour disconnects nobody, and ends no ban before its time', async (t) => {
  if (LIBRARY === undefined || !existsSync(LIBRARY)) return t.skip('needs libfaketime')
  const hands = join(temporaryFolder(t), 'clock')
  const turn = (seconds: number) => writeFileSync(hands, `+${seconds}s\n`)
  turn(0)
  const scene = await Scene.open(t, {
    env: {
      LD_PRELOAD: LIBRARY,
      FAKETIME_TIMESTAMP_FILE: hands,
      FAKETIME_NO_CACHE: '1',
      // The machine's steady clock goes on as it always does.
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    },
    config: { security: { heartbeat_interval: 1, heartbeat_timeout: 10 } },
  })
  using _ = scene.heartbeats()
  const serverTime = async () => {
    const { at } = (await scene.ask('mute', { address: '203.0.113.99' })).sanction
    await scene.ask('unmute', { address: '203.0.113.99' })
    return Date.parse(at ?? '')
  }
  await scene.ask('ban', { address: '203.0.113.1', seconds: 2 * HOUR_S })
  await scene.ask('ban', { address: '203.0.113.2', seconds: HOUR_S / 2 })
  await scene.ask('ban', { address: '203.0.113.3' })
  const banned = async () => (await scene.ask('bans', {})).map(({ address }) => address).sort()

  turn(HOUR_S)
  assert.ok((await serverTime()) - Date.now() > HOUR_S * 900, 'the clock of the server was set')
  await scene.expectTalk()
  assert.deepEqual(await banned(), ['203.0.113.1', '203.0.113.3'])
  const ahead = await runDoctor(scene.daemon.configFile, { words: ['host/time-jump'] })
  assert.equal(resultOf(ahead, 'host/time-jump').outcome, 'warn')

  turn(0)
  assert.ok(
    Math.abs((await serverTime()) - Date.now()) < HOUR_S * 500,
    'the clock of the server was set back',
  )
  await scene.expectTalk()
  await scene.join('newcomer')
  assert.ok((await banned()).includes('203.0.113.1'))
  assert.deepEqual((await scene.ask('status', {})).dropped, {})
  await scene.expectTalk()
  const after = await runDoctor(scene.daemon.configFile, { words: ['host/time-jump'] })
  assert.equal(resultOf(after, 'host/time-jump').outcome, 'pass')
  await scene.expectHealthy()
  await scene.expectKept(await banned())
})
