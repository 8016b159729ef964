import assert from 'node:assert/strict'
import { test } from 'node:test'
import { foundFile, readFound } from './guided/found-file.ts'
import { fuzz } from './guided/fuzz.ts'
import { FuzzedDaemon } from './kinds/frames/fuzzed-daemon.ts'
import { frames } from './kinds/frames.ts'

/** Fixed, so that a failure is the change's doing; `npm run fuzz` takes a new one each time. */
const SEED = 1
const FRAMES = { v9: 140_000, v6: 60_000 }
/** Connections between two looks at how many frames that were; each has several. */
const ROUNDS = 2500

for (const rules of ['v9', 'v6'] as const) {
  test(`${FRAMES[rules]} mutated frames get what the ${rules} rules say, and nobody else notices`, async (t) => {
    const daemon = await FuzzedDaemon.start(rules, false)
    try {
      const kind = frames(rules, daemon.room)
      const found = readFound(foundFile(kind.name))
      for (let seed = SEED; daemon.room.frames < FRAMES[rules]; seed++) {
        const before = daemon.room.frames
        const { faults } = await fuzz(kind, {
          seed,
          found,
          rounds: ROUNDS,
          onProgress: () => daemon.progress(),
        })
        for (const fault of faults) throw fault
        assert.ok(daemon.room.frames > before + ROUNDS)
      }
    } finally {
      const grownBytes = await daemon.end()
      t.diagnostic(`${daemon.room.frames} frames, ${grownBytes >> 20} MiB more than after the warm-up`)
    }
  })
}
