import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { openSanctions } from '../../src/sanctions/open-sanctions.ts'
import type { SanctionNotice } from '../../src/sanctions/sanction.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

function optionsIn(folder: string, notices: SanctionNotice[] = []) {
  return {
    bannedFile: join(folder, 'data', 'banned_ips.json'),
    mutedFile: join(folder, 'data', 'muted_ips.json'),
    directory: join(folder, 'data'),
    now: Date.now,
    onNotice: (notice: SanctionNotice) => void notices.push(notice),
  }
}

test('bans, mutes and the global mute are kept apart and survive a restart', async (t) => {
  const options = optionsIn(temporaryFolder(t))
  const first = await openSanctions(options)
  await Promise.all([
    first.bans.add({ address: '10.0.0.7', reason: 'spam' }),
    first.mutes.add({ address: '10.0.0.8' }),
    first.globalMute.set(true),
  ])
  await first.close()
  const second = await openSanctions(options)
  assert.equal(second.bans.match('10.0.0.7')?.reason, 'spam')
  assert.equal(second.bans.match('10.0.0.8'), undefined)
  assert.ok(second.mutes.match('10.0.0.8'))
  assert.equal(second.globalMute.on, true)
})

test('the global mute tells whether it was changed', async (t) => {
  const { globalMute } = await openSanctions(optionsIn(temporaryFolder(t)))
  assert.deepEqual(
    await Promise.all([
      globalMute.set(true),
      globalMute.set(true),
      globalMute.set(false),
      globalMute.set(true),
    ]),
    [true, false, true, true],
  )
  assert.equal(globalMute.on, true)
})

test('a state that cannot be read means no global mute, and is told', async (t) => {
  const folder = temporaryFolder(t)
  mkdirSync(join(folder, 'data'))
  writeFileSync(join(folder, 'data', 'state.json'), '{"globalMute": tr')
  const notices: SanctionNotice[] = []
  const { globalMute } = await openSanctions(optionsIn(folder, notices))
  assert.equal(globalMute.on, false)
  assert.deepEqual(
    notices.map(({ id }) => id),
    ['sanctions/state-unreadable'],
  )
  assert.equal(await globalMute.set(true), true)
})

test('a list that the system refuses to read ends the start with one error', async (t) => {
  const folder = temporaryFolder(t)
  const options = optionsIn(folder)
  mkdirSync(options.bannedFile, { recursive: true })
  await assert.rejects(openSanctions(options), { id: 'sanctions/unreadable', exitCode: 1 })
})
