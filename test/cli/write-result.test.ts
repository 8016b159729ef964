import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { writeResult } from '../../src/cli/write-result.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

test('a pipe gets the whole result where somebody reads it, and holds nobody up where nobody does', async (t) => {
  const pipe = join(temporaryFolder(t), 'pipe')
  execFileSync('mkfifo', [pipe])
  await assert.rejects(writeResult(pipe, 'lost'), { code: 'ENXIO' })

  const result = 'x'.repeat(300_000)
  const reader = spawn('sh', ['-c', 'exec <"$1"; echo; cat', 'sh', pipe], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const read = text(reader.stdout)
  // The reader's open waits for ours.
  for (;;) {
    const isDone = await writeResult(pipe, result).then(
      () => true,
      () => false,
    )
    if (isDone) break
  }
  assert.equal((await read).trim(), result)
  assert.equal(reader.exitCode ?? (await once(reader, 'exit'))[0], 0)
})
