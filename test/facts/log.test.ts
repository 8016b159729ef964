import assert from 'node:assert/strict'
import { truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { logCollector } from '../../src/facts/collectors/log.ts'
import type { Target } from '../../src/facts/target.ts'
import { liveHost } from '../../src/host/live-host.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

test('a log of which no line could be reached in time is unknown, not without troubles', async (t) => {
  const folder = temporaryFolder(t)
  const file = join(folder, 'server.log')
  writeFileSync(file, '')
  truncateSync(file, 20 * 1024 ** 3)
  const target = { settings: { logging: { file } } } as Target
  const seen = await logCollector.collect(liveHost({}, folder), target, new AbortController().signal)
  assert.equal(seen.seen, false)
  assert.ok(!seen.seen && seen.why === 'timeout')
})
