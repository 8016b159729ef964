import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fuzzDaemon } from './fuzzed-daemon.ts'

/** Fixed, so that a failure is the change's doing; `npm run fuzz` takes a new one each time. */
const SEED = 1
const FRAMES = { v9: 140_000, v6: 60_000 }

for (const rules of ['v9', 'v6'] as const) {
  test(`${FRAMES[rules]} mutated frames get what the ${rules} rules say, and nobody else notices`, async (t) => {
    const { frames, grownBytes } = await fuzzDaemon(rules, SEED, FRAMES[rules])
    t.diagnostic(`${frames} frames, ${grownBytes >> 20} MiB more than after the warm-up`)
    assert.ok(frames >= FRAMES[rules])
  })
}
