import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, type TestContext, test } from 'node:test'
import { compiler } from './compiled.ts'
import { hold, storm, talk } from './load.ts'
import { SERVERS, startServer } from './servers.ts'
import type { Bench } from './suite.ts'

const bench: Bench = {
  rounds: 1,
  seconds: 0.2,
  folder: mkdtempSync(join(tmpdir(), 'chatctl-bench-test-')),
  first: false,
  others: [],
  say: () => {},
}

/** The benchmark measures on Linux alone, and its clients are a C program. */
function unable(t: TestContext): boolean {
  const why = process.platform !== 'linux' ? 'needs Linux' : compiler() ? undefined : 'needs a C compiler'
  if (why !== undefined) t.skip(why)
  return why !== undefined
}

describe('the load generator', () => {
  after(() => rmSync(bench.folder, { recursive: true, force: true }))

  for (const name of SERVERS) {
    test(`counts every delivery of ${name}, opens and holds connections`, async (t) => {
      if (unable(t)) return
      await using server = await startServer(bench, name)
      const said = await talk(bench, server, {
        receivers: 5,
        senders: 2,
        window: 4,
        messages: 50,
        warmup: 0.05,
      })
      assert.deepEqual([said.messages, said.deliveries], [50, 50 * (5 + 2 - 1)])
      assert.ok(said.p50 > 0 && said.p50 <= said.p99)
      const opened = await storm(bench, server, { connections: 20 })
      assert.deepEqual([opened.connections, opened.lost], [20, 0])
      const held = await hold(bench, server, { connections: 10, heartbeat: 1 })
      assert.equal(held.connections, 10)
      assert.equal((await held.release()).lost, 0)
    })
  }
})
