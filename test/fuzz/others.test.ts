import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { ChatctlError } from '../../src/errors/chatctl-error.ts'
import { readRecord } from '../../src/report/bundle/record.ts'
import { foundFile, readFound } from './guided/found-file.ts'
import { fuzz } from './guided/fuzz.ts'
import { cannotFuzzArguments, commandLines } from './kinds/arguments.ts'
import { KINDS } from './kinds/index.ts'

/** Fixed, so that a failure is the change's doing; `npm run fuzz` takes a new one each time. */
const SEED = 1

/** Beside everything that was found before, inputs that nobody has seen. */
const WHAT = {
  configs: { title: 'configurations are judged, repaired and edited, whatever they are', rounds: 400 },
  logs: { title: 'logs of both formats are read and searched, and no line is lost', rounds: 700 },
  bundles: { title: 'hostile bundles are refused, or judged and reported on', rounds: 30 },
  redaction: {
    title: 'a secret is found in no report, wherever it turned up and however it is written',
    rounds: 20,
  },
} as const

for (const [name, { title, rounds }] of Object.entries(WHAT)) {
  test(title, async (t) => {
    const ready = await (KINDS[name] as (typeof KINDS)[string])(() => undefined)
    assert.ok('kind' in ready)
    const found = readFound(foundFile(name))
    const { faults, inputs } = await fuzz(ready.kind, { seed: SEED, found, rounds })
    t.diagnostic(`${found.length} inputs of the corpus, ${inputs} new ones`)
    for (const fault of faults) throw fault
  })
}

test('a bundle that unpacks to more than anybody means well with is refused', async () => {
  const isRefusal = (error: unknown) => error instanceof ChatctlError && error.id === 'report/bad-bundle'
  // A few KiB.
  const bomb = gzipSync(Buffer.alloc(129 << 20))
  await assert.rejects(readRecord('bomb.tar.gz', bomb), isRefusal)
})

test('command lines by chance end well, say no secret, and leave nothing outside of their folder', {
  skip: cannotFuzzArguments(),
}, async () => {
  const found = readFound(foundFile('arguments'))
  const { kind, end } = await commandLines()
  const { faults } = await fuzz(kind, { seed: SEED, found, replay: 20, rounds: 15 })
  await end()
  for (const fault of faults) throw fault
})
