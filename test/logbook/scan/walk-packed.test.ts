import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { Search } from '../../../src/logbook/scan/job.ts'
import { walkPacked } from '../../../src/logbook/scan/walk-packed.ts'
import { closeLog, openLog } from '../../../src/logbook/sources/open-log.ts'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'

const LINE = '2026-11-23 10:00:00 [INFO] Ann -> 所有人 >> how are you doing today\n'
const LINES = 400_000
/** Read ahead on both sides, and not yet handed over. */
const MOST_BYTES = 6 << 20

test('what has been read of a compressed log takes no memory any more, without waiting for the collector', async (t) => {
  const file = join(temporaryFolder(t), 'server.log.1.gz')
  writeFileSync(file, gzipSync(LINE.repeat(LINES), { level: 1 }))
  const log = openLog(file)
  t.after(() => closeLog(log))
  const search = new Search({}, 'count')
  const before = process.memoryUsage().arrayBuffers
  let most = 0
  let unpacked = 0
  for await (unpacked of walkPacked(log, search.walker)) {
    most = Math.max(most, process.memoryUsage().arrayBuffers - before)
  }
  assert.equal(unpacked, Buffer.byteLength(LINE) * LINES)
  assert.equal(search.found().count, LINES)
  assert.ok(most < MOST_BYTES, `${most} bytes`)
})
