import assert from 'node:assert/strict'
import { test } from 'node:test'
import { foundFile, readFound } from './guided/found-file.ts'
import { fuzz } from './guided/fuzz.ts'
import { FuzzedDaemon } from './kinds/frames/fuzzed-daemon.ts'
import { frames } from './kinds/frames.ts'

/** Fixed, so that a failure is the change's doing; `npm run fuzz` takes a new one each time. */
const SEED = 1
/** Connections, each with several frames. */
const CONNECTIONS = { v9: 7000, v6: 3000 }

for (const rules of ['v9', 'v6'] as const) {
  test(`frames of ${CONNECTIONS[rules]} connections get what the ${rules} rules say, and nobody else notices`, async (t) => {
    const daemon = await FuzzedDaemon.start(rules, false)
    try {
      const kind = frames(rules, daemon.room)
      const found = readFound(foundFile(kind.name))
      const rounds = CONNECTIONS[rules]
      const { faults } = await fuzz(kind, { seed: SEED, found, rounds, onProgress: () => daemon.progress() })
      for (const fault of faults) throw fault
      assert.ok(daemon.room.frames > rounds)
    } finally {
      const grownBytes = await daemon.end()
      t.diagnostic(`${daemon.room.frames} frames, ${grownBytes >> 20} MiB more than after the warm-up`)
    }
  })
}
